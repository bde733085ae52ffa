//! `new`: writes a commented skeleton of a report, filled in as far as last year's report decides it.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::exit::{Exit, Failure};
use super::forms::find;
use super::shell::Shell;
use super::{load, write};
use chengbao_base::text::Text;
use chengbao_report::check::open;
use chengbao_report::file::skeleton;
use chengbao_report::form::{Carried, Form, Forms, HEAD};
use chengbao_report::report::{Report, Value};

/// Arguments of `new`.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The form.
    #[arg(
        long,
        value_name = "ID",
        help = "报告格式，见 chengbao forms；只有一种可用或者用了 --from 时，可不写。\
                The form, see `chengbao forms`; not needed with --from, or if there is only one"
    )]
    form: Option<String>,
    /// The reporting year.
    #[arg(
        long,
        value_name = "YEAR",
        value_parser = clap::value_parser!(i32).range(1000..=9999),
        help = "报告年度；有 --from 时默认为其下一年。The reporting year; by default the year after that of --from"
    )]
    year: Option<i32>,
    /// Last year's report.
    #[arg(
        long,
        value_name = "LAST",
        help = "从上年报告转入发布机关、机关层级和结转数。\
                Carry over issuing body, level and pending figures from last year's report"
    )]
    from: Option<PathBuf>,
    /// The new file.
    #[arg(
        value_name = "FILE",
        help = "新文件的名称；已有同名文件时不覆盖。Name of the new file; an existing file is not overwritten"
    )]
    file: PathBuf,
}

pub(super) fn run(args: &NewArgs, shell: &Shell) -> Result<Exit, Failure> {
    let forms = shell.forms()?;
    let last = args
        .from
        .as_deref()
        .map(|path| last(&forms, path))
        .transpose()?;
    let last_year = last.as_ref().and_then(Report::year);
    let year = args.year.or(last_year.map(|year| year.value + 1));
    let form = choose(&forms, args.form.as_deref(), last.as_ref(), year)?;
    let mut values = match &last {
        Some(last) => carried(form, last),
        None => BTreeMap::new(),
    };
    let previous = args.from.as_deref();
    let previous = previous.and_then(|from| relative(&args.file, from));
    let known = [
        ("year", year.map(|year| year.to_string())),
        ("previous", previous),
    ];
    for (path, text) in known {
        values.extend(text.map(|text| (path.to_owned(), text)));
    }
    write::create(&args.file, skeleton(form, &values).as_bytes())?;
    let path = args.file.display();
    shell.console.line(&format!("{path}  {}", form.id));
    Ok(Exit::Done)
}

fn last(forms: &Forms, path: &Path) -> Result<Report, Failure> {
    let source = load::source(path).map_err(|(refusal, _)| refusal);
    let report = source.and_then(|source| open::report(forms, &source));
    report.map_err(|refusal| {
        let message = refusal.finding.message;
        let path = path.display();
        Failure::usage(
            format!("上年报告“{path}”无法使用：{}", message.zh),
            format!("last year's report `{path}` cannot be used: {}", message.en),
        )
    })
}

/// The requested form; else the newest of last year's family that is in force for the year. Without last
/// year's report only if there is just one family to choose from.
fn choose<'f>(
    forms: &'f Forms,
    id: Option<&str>,
    last: Option<&Report>,
    year: Option<i32>,
) -> Result<&'f Arc<Form>, Failure> {
    if let Some(id) = id {
        return find(forms, id);
    }
    let is_meant = |form: &&Arc<Form>| {
        last.is_none_or(|last| form.family == last.form.family)
            && year.is_none_or(|year| form.years.contains(year))
    };
    // Of each family the newest.
    let mut newest: BTreeMap<&str, &Arc<Form>> = BTreeMap::new();
    for form in forms.iter().filter(is_meant) {
        let known = newest.entry(&form.family).or_insert(form);
        if form.years.from >= known.years.from {
            *known = form;
        }
    }
    let mut found = newest.into_values();
    match (found.next(), found.next()) {
        (Some(form), None) => Ok(form),
        (None, _) => {
            let year = year.unwrap_or_default();
            Err(Failure::usage(
                format!("没有 {year} 年度的报告格式，请用 --form 指定。"),
                format!("no form is in force for {year}; give one with --form"),
            ))
        }
        (Some(first), Some(second)) => {
            let choice = [first, second].into_iter().chain(found);
            let (zh, en): (Vec<String>, Vec<String>) = choice
                .map(|form| {
                    let Text { zh, en } = &form.name;
                    (
                        format!("{}（{zh}）", form.id),
                        format!("{} ({en})", form.id),
                    )
                })
                .unzip();
            Err(Failure::usage(
                format!("报告格式不止一种，请用 --form 指定：{}。", zh.join("、")),
                format!(
                    "there are several kinds of report; give the form with --form: {}",
                    en.join(", ")
                ),
            ))
        }
    }
}

/// What a report begins with where last year's ended.
fn carried(form: &Form, last: &Report) -> BTreeMap<String, String> {
    let mut values: BTreeMap<String, String> = last
        .head
        .of(&HEAD)
        .filter(|(key, _)| key.is_carried)
        .filter_map(|(key, value)| Some((key.path.to_owned(), value.text()?)))
        .collect();
    for Carried { this, last: from } in form.carries() {
        if let (Some(spec), Some(Value::Count(number))) =
            (form.spec(*this), last.cell_at(from).map(|cell| &cell.value))
        {
            values.insert(spec.path.clone(), number.to_string());
        }
    }
    values
}

/// The way from the new file's folder to last year's report, with `/` on every system; the whole
/// path if there is no relative one. None for a path that is not text, which YAML cannot hold.
fn relative(file: &Path, last: &Path) -> Option<String> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (Ok(from), Ok(to)) = (folder.canonicalize(), last.canonicalize()) else {
        return last.to_str().map(str::to_owned);
    };
    way(&from, &to)
}

fn way(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.iter().collect::<PathBuf>().to_str().map(str::to_owned);
    }
    let up = from.iter().skip(shared).map(|_| Some(".."));
    let down = to.iter().skip(shared).map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    parts.map(|parts| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn the_way_to_last_years_report_starts_from_the_new_file() {
        for (from, to, expected) in [
            ("/a/b", "/a/b/2023.yaml", "2023.yaml"),
            ("/a/2024", "/a/2023/x.yaml", "../2023/x.yaml"),
            ("/a/b/c", "/x.yaml", "../../../x.yaml"),
        ] {
            assert_eq!(
                way(Path::new(from), Path::new(to)).as_deref(),
                Some(expected)
            );
        }
    }

    #[test]
    fn the_form_is_named_or_follows_from_year_and_last_years_report() {
        let forms = Forms::builtin().unwrap();
        for form in forms.iter() {
            let chosen = choose(&forms, Some(&form.id), None, None).unwrap();
            assert_eq!(chosen.id, form.id);
            let source = Source::parse("last.yaml", form.example.as_bytes()).unwrap();
            let last = Report::read(form, &Arc::new(source));
            let chosen = choose(&forms, None, Some(&last), Some(form.years.from)).unwrap();
            assert_eq!(chosen.id, form.id);
            let mut alone = Forms::default();
            alone.add(Arc::clone(form));
            assert_eq!(choose(&alone, None, None, None).unwrap().id, form.id);
            assert!(choose(&alone, None, None, Some(1900)).is_err());
        }
        for year in [None, Some(2024)] {
            let failure = choose(&forms, None, None, year).unwrap_err();
            for form in forms.in_force(2024) {
                assert!(failure.text.zh.contains(&form.id), "{}", failure.text.zh);
                assert!(failure.text.en.contains(form.name.en.as_str()));
            }
        }
        assert!(choose(&forms, None, None, Some(1900)).is_err());
        assert!(choose(&forms, Some("nonesuch"), None, None).is_err());
    }
}
