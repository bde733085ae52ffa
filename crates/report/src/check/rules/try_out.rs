//! Temporary.
use crate::check::Context;
use crate::form::Forms;
use crate::check::open;
#[test]
fn try_out() {
    let Ok(files) = std::env::var("TRY") else { return };
    let forms = Forms::builtin().unwrap();
    for file in files.split_whitespace() {
        let text = std::fs::read_to_string(file).unwrap();
        let yaml = if file.ends_with(".yaml") { text } else {
            let mut out = format!("form: zfxxgk-2021\nyear: 2024\nissuer: 示例市\nproblems: |\n");
            for line in text.lines() { let line = line.trim(); if !line.is_empty() { out.push_str("  "); out.push_str(line); out.push('\n'); } }
            out
        };
        let source = open::source(file, yaml.as_bytes()).map_err(|e| e.finding.message.en.clone()).unwrap();
        let report = open::report(&forms, &source).map_err(|e| e.finding.message.en.clone()).unwrap();
        let start = std::time::Instant::now();
        let found = crate::check::check(&Context::new(&report));
        let took = start.elapsed();
        println!("== {file}: {} ({took:?})", found.iter().filter(|f| ("CB411"..="CB429").contains(&f.code)).count());
        for f in found.iter().filter(|f| ("CB411"..="CB429").contains(&f.code)) {
            println!("{} {}:{} {} [{}]", f.code, f.place.map_or(0, |p| p.line), f.place.map_or(0, |p| p.column), f.message.zh, f.fix.as_ref().map_or("-".into(), |x| format!("{}{:?}", if x.safe {"safe "} else {"sugg "}, x.replacement.chars().take(20).collect::<String>())));
        }
    }
}
