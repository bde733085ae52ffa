//! Findings as one page for browsers and mail (`--format html`). It runs nothing, fetches nothing and says so to the
//! browser; whatever comes from outside is text.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{Checked, summary};
use crate::check::Finding;
use chengbao_base::text::Lang;

/// How the page looks, on paper too.
const STYLE: &str = "\
body{font-family:system-ui,sans-serif;line-height:1.5;margin:2em auto;max-width:72em;padding:0 1em}\
table{border-collapse:collapse;width:100%}\
th,td{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top}\
tr{break-inside:avoid}\
.wrong td:first-child{border-left:.4em solid #b3261e}\
.review td:first-child{border-left:.4em solid #b26a00}\
code{white-space:nowrap}";

/// Findings as a page: a table for each file.
#[must_use]
pub fn html(files: &[Checked<'_>], lang: Lang) -> String {
    let (tag, title) = match lang {
        Lang::Zh => ("zh-CN", "检查结果"),
        Lang::En => ("en", "Findings"),
    };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n"
    );
    if files.len() > 1 {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(page, "<p>{}</p>", escaped(&summary(files, lang)));
    }
    for file in files {
        section(&mut page, file, lang);
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn section(page: &mut String, file: &Checked<'_>, lang: Lang) {
    let (name, sum) = (escaped(file.name), escaped(&summary(&[*file], lang)));
    let _ = writeln!(page, "<section>\n<h2>{name}</h2>\n<p>{sum}</p>");
    if !file.off.is_empty() {
        let head = match lang {
            Lang::Zh => "关闭的规则：",
            Lang::En => "Rules that are off: ",
        };
        let each = file.off.iter();
        let each = each.map(|it| escaped(&format!("{}（{}）", it.code, it.reason)));
        let each = each.collect::<Vec<_>>().join("；");
        let _ = writeln!(page, "<p>{head}{each}</p>");
    }
    if !file.findings.is_empty() {
        let heads = match lang {
            Lang::Zh => ["位置", "规则", "程度", "问题", "怎么改"],
            Lang::En => ["Place", "Rule", "Severity", "Finding", "What to do"],
        };
        page.push_str("<table>\n<thead><tr>");
        for head in heads {
            let _ = write!(page, "<th scope=\"col\">{head}</th>");
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for finding in file.findings {
            row(page, finding, lang);
        }
        page.push_str("</tbody>\n</table>\n");
    }
    page.push_str("</section>\n");
}

fn row(page: &mut String, finding: &Finding, lang: Lang) {
    let class = finding.level().id();
    let place = finding.place.map_or_else(String::new, |place| {
        format!("{}:{}", place.line, place.column)
    });
    let help = finding.help.as_ref().map_or("", |help| help.get(lang));
    let _ = writeln!(
        page,
        "<tr class=\"{class}\"><td>{place}</td><td>{} <code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>",
        finding.code,
        finding.rule,
        finding.level().called(lang),
        escaped(finding.message.get(lang)),
        escaped(help),
    );
}
