//! What `/v1/import` takes from report files and from documents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::client::{Answer, ask};
use crate::routes::example;
use crate::server::Own;
use support::rooms::{examples, make, read, root};

fn import(server: &Own, lang: &str, bytes: &[u8]) -> Answer {
    let headers = [("Accept-Language", lang)];
    ask(server.address, "POST", "/v1/import", &headers, bytes)
}

/// What a file holds.
pub(crate) fn opened(server: &Own, bytes: &[u8]) -> Value {
    let answer = import(server, "zh", bytes);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_report_and_its_documents_have_the_same_values() {
    let server = Own::start();
    for (name, form, yaml) in examples() {
        let own = opened(&server, yaml.as_bytes());
        assert_eq!(own["form"], form.id.as_str(), "{name}");
        assert_eq!(own["yaml"], yaml, "{name}");
        assert_eq!(own["notes"], serde_json::json!([]), "{name}");
        assert!(own["signoff"].is_null());
        let values = own["values"].as_object().unwrap();
        for spec in &form.cells {
            assert!(values[&spec.path].is_string(), "{name} {}", spec.path);
        }
        assert!(values["issuer"].is_string() && values["year"].is_string());
        let made = make(&read(&form, &yaml));
        for document in [&made.pdf, &made.docx] {
            let taken = opened(&server, document);
            assert_eq!(taken["yaml"], yaml, "{name}");
            assert_eq!(taken["values"], own["values"], "{name}");
        }
        let page = opened(&server, made.html.as_bytes());
        for spec in &form.cells {
            assert_eq!(
                page["values"][&spec.path], own["values"][&spec.path],
                "{name} {}",
                spec.path
            );
        }
    }
}

#[test]
fn what_was_typed_comes_in_as_it_was_typed() {
    let server = Own::start();
    let yaml = "form: zfxxgk-2021\nyear: 二〇二四\nissuer: \"<p>甲</p>\"\ndisclosure:\n  \
        rules: [\"1,234\", １２, /]\n  normative_documents: [1,234, 2, 3]\n  licensing: [1, 2, 3]\n";
    let opened = opened(&server, yaml.as_bytes());
    for (path, text) in [
        ("year", "二〇二四"),
        ("issuer", "<p>甲</p>"),
        ("disclosure.rules.issued", "1,234"),
        ("disclosure.rules.repealed", "１２"),
        ("disclosure.rules.in_force", "/"),
        ("disclosure.normative_documents.issued", "1,234"),
        ("disclosure.normative_documents.in_force", "3"),
        ("disclosure.licensing.decisions", ""),
    ] {
        assert_eq!(opened["values"][path], text, "{path}");
    }
    assert!(
        opened["notes"].to_string().contains("行政许可"),
        "{}",
        opened["notes"]
    );
}

#[test]
fn pictures_and_a_sign_off_come_along() {
    let server = Own::start();
    let file = |name: &str| std::fs::read(root().join("examples").join(name)).unwrap();
    let (yaml, chart) = (file("shili-2024-chart.yaml"), file("shili-2024-chart.png"));
    let parts = [
        ("report", "x", yaml.as_slice()),
        ("file", "shili-2024-chart.png", chart.as_slice()),
    ];
    let pdf = crate::client::post_parts(server.address, "/v1/reports", "*/*", &parts);
    let taken = opened(&server, &pdf.body);
    assert_eq!(
        taken["files"]["shili-2024-chart.png"],
        STANDARD.encode(&chart)
    );

    let yaml = file("shili-2024-circular.yaml");
    let record = file("shili-2024-circular.signoff.yaml");
    let parts = [
        ("report", "x", yaml.as_slice()),
        ("signoff", "x", record.as_slice()),
    ];
    let pdf = crate::client::post_parts(server.address, "/v1/reports?final=true", "*/*", &parts);
    assert_eq!(pdf.status, 200, "{}", pdf.text());
    let taken = opened(&server, &pdf.body);
    assert_eq!(taken["signoff"], str::from_utf8(&record).unwrap());
}

#[test]
fn what_cannot_be_taken_in_is_told() {
    let server = Own::start();
    for broken in [
        "form: zfxxgk-2021\nyear: [1\n",
        "year: 2024\n",
        "form: none\n",
        "",
        "\u{0}",
    ] {
        let answer = import(&server, "zh", broken.as_bytes());
        answer.is_problem(422, "findings");
        let findings = answer.json()["findings"]["files"][0]["findings"].clone();
        assert_eq!(
            findings.as_array().unwrap().len(),
            1,
            "{broken:?}: {findings}"
        );
    }
    let broken = import(&server, "zh", b"form: zfxxgk-2021\nyear: [1\n");
    assert!(
        broken.json()["findings"].to_string().contains("\"line\":2"),
        "{}",
        broken.text()
    );
    import(&server, "zh", b"%PDF-1.7\n").is_problem(400, "request");
    import(&server, "zh", b"<html><p>none</html>").is_problem(400, "request");
    import(&server, "zh", b"PK\x03\x04").is_problem(400, "request");
    import(&server, "zh", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").is_problem(415, "media-type");
    let limits = chengbao::server::Limits {
        body: 1000,
        ..chengbao::server::Limits::default()
    };
    let small = Own::with(limits, "");
    import(&small, "zh", example().as_bytes()).is_problem(413, "too-large");
}

#[test]
fn notes_are_in_the_language_that_is_asked_for() {
    let server = Own::start();
    let page = "<html><table><tr><td>一、本年新收政府信息公开申请数量</td></tr></table><h2>一、总体情况</h2><p>甲</p>\
        <h2>五、存在的主要问题及改进情况</h2><p>乙</p><h2>六、其他需要报告的事项</h2><p>丙</p></html>";
    let told = |lang| {
        let answer = import(&server, lang, page.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["notes"].clone()
    };
    let (zh, en) = (told("zh"), told("en"));
    assert!(!zh.as_array().unwrap().is_empty());
    assert_eq!(zh.as_array().unwrap().len(), en.as_array().unwrap().len());
    assert_ne!(zh, en);
}
