//! The blocks of the body as elements: headings by rank, paragraphs, pictures, the parts of a
//! letter. Classes name the kind of a paragraph; without the stylesheet it reads the same.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::class::class;
use super::markup::Markup;
use super::{link, table};
use crate::document::FlowError;
use crate::document::{Block, Document, Image, Paragraph, Run, SignOffLine, annex_entries};
use chengbao_base::style::StyleId;

/// All blocks, after a line that marks a draft as such.
pub(super) fn body(document: &Document, markup: &mut Markup) -> Result<(), FlowError> {
    if let Some(watermark) = &document.furniture.watermark {
        markup.open_as("p", Some("draft"));
        markup.open("strong", &[]);
        markup.text(watermark);
        markup.close("strong");
        markup.end("p");
    }
    let mut tables = 0;
    let mut heading = String::new();
    for block in &document.blocks {
        match block {
            Block::Title(title) => {
                markup.open("h1", &[]);
                markup.lines(title);
                markup.end("h1");
            }
            Block::Paragraph(block) => {
                paragraph(block, markup);
                heading = block.runs.iter().map(|run| run.text.as_str()).collect();
            }
            Block::Table(block) => {
                tables += 1;
                // Readers of the page have just read the heading.
                let is_reported = block.summary == heading;
                table::table(block, tables, is_reported, markup)?;
            }
            Block::Image(block) => image(block, markup),
            Block::AnnexLabel(label) => text("annex", label, markup),
            Block::LetterHead(head) => {
                text("mark", &head.mark, markup);
                if let Some(number) = &head.number {
                    text("number", number, markup);
                }
            }
            Block::AnnexNote(names) => annex_note(names, markup),
            Block::Approval(approval) => {
                text("signature", &approval.signature, markup);
                text("seal", &approval.seal, markup);
            }
            Block::Imprint { issuer, date } => {
                text("issuer", issuer, markup);
                text("date", date, markup);
            }
            Block::SignOff(lines) => sign_off(lines, markup),
        }
    }
    Ok(())
}

/// A paragraph of one text.
fn text(class: &str, text: &str, markup: &mut Markup) {
    markup.open_as("p", Some(class));
    markup.lines(&[text.to_owned()]);
    markup.end("p");
}

/// A heading is a heading element if all of it has the heading's style; if it continues as text, the whole
/// is a paragraph and the heading is its emphasised opening.
fn paragraph(paragraph: &Paragraph, markup: &mut Markup) {
    let is_plain = |run: &Run| run.style == paragraph.style;
    let whole = paragraph.runs.iter().all(is_plain);
    let tag = match paragraph.outline {
        Some(1) if whole => "h2",
        Some(2) if whole => "h3",
        Some(3) if whole => "h4",
        Some(_) if whole => "h5",
        _ => "p",
    };
    let style = if whole {
        paragraph.style
    } else {
        StyleId::Body
    };
    markup.open_as(tag, class(style).filter(|_| tag == "p"));
    for part in &paragraph.runs {
        let class = class(part.style).filter(|_| part.style != style);
        if class.is_some() {
            markup.open_as("strong", class);
        }
        run(part, markup);
        if class.is_some() {
            markup.close("strong");
        }
    }
    markup.end(tag);
}

fn run(run: &Run, markup: &mut Markup) {
    let href = run.link.as_deref().and_then(link::href);
    if let Some(href) = &href {
        markup.open("a", &[("href", href)]);
    }
    markup.lines(std::slice::from_ref(&run.text));
    if href.is_some() {
        markup.close("a");
    }
}

/// The picture inside the page: a portal's editor takes it over with the text.
fn image(image: &Image, markup: &mut Markup) {
    let picture = &image.picture;
    let (format, file) = picture.plain_file();
    let (media_type, file) = (format.media_type(), STANDARD.encode(&file));
    markup.open("figure", &[]);
    let attributes = [
        ("alt", image.alt.as_str()),
        ("width", &picture.width.to_string()),
        ("height", &picture.height.to_string()),
        ("src", &format!("data:{media_type};base64,{file}")),
    ];
    markup.open("img", &attributes);
    markup.end("figure");
}

/// Who signed off, one person per line: role, name and post, then the day.
fn sign_off(lines: &[SignOffLine], markup: &mut Markup) {
    markup.open_as("div", class(StyleId::SignOff));
    markup.new_line();
    for line in lines {
        let [role, name, post, date] = line.printed();
        markup.open("p", &[]);
        for (index, text) in [role + &name + &post, date].iter().enumerate() {
            if index > 0 {
                markup.text(" ");
            }
            markup.open("span", &[]);
            markup.text(text);
            markup.close("span");
        }
        markup.end("p");
    }
    markup.end("div");
}

/// 附件说明 (GB/T 9704 §7.3.4), one annex per line.
fn annex_note(names: &[String], markup: &mut Markup) {
    markup.open_as("p", Some("annexes"));
    let lines: Vec<String> = annex_entries(names)
        .iter()
        .map(|entry| format!("{}{}{}", entry.opening, entry.number, entry.name))
        .collect();
    markup.lines(&lines);
    markup.end("p");
}
