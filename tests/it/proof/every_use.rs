//! What passes `check` can be exported: for every use, in every format, whatever its texts hold.
//! What has no place on paper after all is told of the report, never of the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chengbao::check::{self, Context, Drawing};
use chengbao::compose::{Profile, Purpose, characters, compose};
use chengbao::document::{Block, CellRole};
use chengbao::form::Content;
use chengbao::picture::{Picture, Pictures, PicturesRead};
use chengbao::pipeline::{self, Blame, RenderError};
use chengbao::report::Report;
use chengbao::source::Source;
use chengbao::txt;
use chengbao::typeset::LayoutError;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_yaml::{Mapping, Value};

use support::anything::PICTURE;
use support::random::words;
use support::rooms::{FACES, forms};
use support::runs;

/// Characters that some reader, writer or line breaker treats in a way of its own.
const ODD: &str = "\t\n\r\u{b}\u{c}\u{1}\u{7f}\u{80}\u{85}\u{9f}\u{a0}\u{ad}\u{301}\u{34f}\u{61c}\u{115f}\
    \u{17b4}\u{180b}\u{180e}\u{2003}\u{200b}\u{200d}\u{200f}\u{2011}\u{2028}\u{2029}\u{202e}\u{202f}\
    \u{205f}\u{2060}\u{2066}\u{206a}\u{20dd}\u{3000}\u{3164}\u{fdd0}\u{fe0f}\u{feff}\u{fffc}\u{fffd}\
    \u{ffff}\u{1fffe}\u{1d173}\u{e0001}\u{e0020}\u{e0100}\u{e01ef}\u{e0fff}\u{e000}\u{f0000}\u{10ffff}";

/// Pieces that reach far, or mean something to a reader of markup.
fn piece() -> BoxedStrategy<String> {
    let odd = || select(ODD.chars().collect::<Vec<_>>());
    let long = select(vec![
        "a", "9", "W", "/", "。", "“", "（", "—", "…", "字", "a-", "1,", "a ", "\u{a0}", "é",
    ]);
    let markup = select(vec![
        "|",
        "\\|",
        "![",
        "](",
        ")",
        "**",
        "<br>",
        "&lt;",
        "]]>",
        "<!--",
        "-->",
        "{issuer}",
        "{year}",
        "# ",
        "1. ",
        "（一）",
        "\\",
        "`",
        "'",
        "\"",
        "%",
        "()",
        "\0",
    ]);
    prop_oneof![
        20 => words::line(),
        2 => (odd(), "[甲a1。]?").prop_map(|(odd, after)| format!("甲{odd}{after}")),
        1 => any::<char>().prop_map(String::from),
        3 => markup.prop_map(str::to_owned),
        2 => (long, 1..300_usize).prop_map(|(one, times)| one.repeat(times)),
        2 => "https://[a-z]{1,60}\\.gov\\.cn/[a-zA-Z0-9_%=&]{0,200}",
    ]
    .boxed()
}

/// One line, seldom a long one.
fn line() -> BoxedStrategy<String> {
    let usual = words::name();
    prop_oneof![
        3 => usual,
        2 => vec(piece(), 1..4).prop_map(|pieces| pieces.concat()),
        1 => ("[市县局a ]{1,3}", 1..400_usize).prop_map(|(one, times)| one.repeat(times)),
    ]
    .boxed()
}

/// A table as Markdown has it: odd cells, now and then more columns than paper holds.
fn table() -> BoxedStrategy<String> {
    (1..9_usize, 1..6_usize, select(vec!["---", ":-:", "--:"]))
        .prop_flat_map(|(columns, rows, align)| {
            let cell = prop_oneof![2 => "[0-9]{0,8}", 2 => words::name(), 1 => piece()];
            let rows = vec(vec(cell, columns), rows + 1);
            (rows, Just(vec![align.to_owned(); columns]))
        })
        .prop_map(|(mut rows, rule)| {
            rows.insert(1, rule);
            let row = |cells: Vec<String>| {
                let cells = cells.iter().map(|cell| {
                    let cell = cell.replace(['\n', '\r', '\\'], " ");
                    cell.replace('|', "\\|")
                });
                format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
            };
            rows.into_iter().map(row).collect::<Vec<_>>().join("\n")
        })
        .boxed()
}

fn text() -> BoxedStrategy<String> {
    let image = piece().prop_map(|alt| format!("![图{}](a.png)", alt.replace([']', '['], "")));
    let block = prop_oneof![6 => words::line(), 4 => line(), 2 => table(), 2 => image];
    vec(block, 1..6)
        .prop_map(|blocks| blocks.join("\n"))
        .boxed()
}

/// What is put into a whole report, by key.
fn changes() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let head = (
        option::weighted(0.4, line()),
        option::weighted(0.4, text()),
        option::of(text()),
    );
    let letter = (
        option::weighted(0.3, line()),
        option::weighted(0.3, line()),
        option::weighted(0.3, line()),
        option::weighted(0.3, text()),
        option::weighted(0.3, text()),
        option::weighted(0.3, line()),
        option::weighted(0.3, vec(line(), 1..4)),
    );
    (head, text(), letter).prop_map(|((issuer, title, preface), overview, letter)| {
        let (mark, number, to, title_of, body, signed, annexes) = letter;
        let annexes = annexes.map(|names| names.join("\n"));
        let keys = [
            ("issuer", issuer),
            ("title", title),
            ("preface", preface),
            ("", Some(overview)),
            ("circular.mark", mark),
            ("circular.number", number),
            ("circular.to", to),
            ("circular.title", title_of),
            ("circular.text", body),
            ("circular.issuer", signed),
            ("circular.annexes", annexes),
        ];
        let given = keys.into_iter();
        given
            .filter_map(|(key, value)| Some((key, value?)))
            .collect()
    })
}

/// The example of a form with those texts.
fn report(form: usize, changes: &[(&'static str, String)]) -> Option<Report> {
    let forms = forms();
    let form = &forms[form % forms.len()];
    let mut root: Mapping = serde_yaml::from_str(&form.example).unwrap();
    let mut letter = Mapping::new();
    letter.insert("to".into(), "示例市人民政府办公室".into());
    for (key, value) in changes {
        let value = Value::from(value.as_str());
        match key.strip_prefix("circular.") {
            Some(key) => letter.insert(key.into(), value),
            None if key.is_empty() => {
                let mut sections = form.sections.iter();
                let text = sections.find(|it| matches!(it.content, Content::Text(_)));
                root.insert(text.unwrap().id.as_str().into(), value)
            }
            None => root.insert((*key).into(), value),
        };
    }
    root.insert("circular".into(), letter.into());
    let yaml = serde_yaml::to_string(&root).unwrap();
    let source = Source::parse("report.yaml", yaml.as_bytes()).ok()?;
    Some(Report::read(form, &Arc::new(source)))
}

/// Whether what does not fit is told as the report's, so that its writer can mend it.
fn is_for_the_writer(error: &RenderError) -> bool {
    let told = matches!(
        error,
        RenderError::Layout(
            LayoutError::TooWide { .. } | LayoutError::TooTall { .. } | LayoutError::TooLong { .. }
        )
    );
    told && error.blame() == Blame::Report && !error.text().zh.is_empty()
}

#[test]
fn what_passes_check_is_exported_for_every_use() {
    let picture = Arc::new(Picture::read(PICTURE).unwrap());
    let passed = AtomicU32::new(0);
    let changes = || (any::<usize>(), changes());
    // Each is nine documents.
    let cases = 200 + runs::cases() / 4;
    runs::prove(cases, changes, |(form, changes)| {
        let Some(report) = report(form, &changes) else {
            return Ok(());
        };
        let images = report.images();
        let named = || images.iter().map(|image| image.path.to_owned());
        let read: PicturesRead = named()
            .map(|path| (path, Ok(Arc::clone(&picture))))
            .collect();
        let pictures: Pictures = named().map(|path| (path, Arc::clone(&picture))).collect();
        let drawing = Drawing {
            coverage: &*FACES,
            characters: characters(&report),
        };
        let context = Context::new(&report)
            .with_drawing(Some(&drawing))
            .with_pictures(Some(&read));
        if !check::passes(&check::check(&context)) {
            return Ok(());
        }
        passed.fetch_add(1, Ordering::Relaxed);
        for (profile, draft) in Profile::ALL.into_iter().zip([false, true, false]) {
            let purpose = Purpose {
                draft,
                ..Purpose::of(profile)
            };
            let document = compose(&report, &purpose, &pictures);
            if let Err(error) = pipeline::pdf(&document, &FACES) {
                prop_assert!(is_for_the_writer(&error), "{profile:?}: {error:?}");
            }
            let docx = pipeline::docx(&document).err();
            prop_assert!(docx.is_none(), "{profile:?}: {docx:?}");
            let html = pipeline::html(&document).err();
            prop_assert!(html.is_none(), "{profile:?}: {html:?}");
            let txt = txt::write(&document);
            let txt = txt.map_err(|error| TestCaseError::fail(format!("{profile:?}: {error}")))?;
            // Every figure is in it.
            for block in &document.blocks {
                let Block::Table(table) = block else { continue };
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    let is_value = cell.role == CellRole::Value;
                    prop_assert!(!is_value || txt.contains(&cell.text()), "{}", cell.text());
                }
            }
            let rows = txt
                .lines()
                .filter(|line| line.starts_with('+') && line.ends_with('+'));
            prop_assert!(rows.count() > 0 || report.form.cells.is_empty());
        }
        Ok(())
    });
    // A proof of nothing but refusals would be none.
    assert!(passed.into_inner() > cases / 3);
}
