//! The rules about figures of the text over 200 sentences, the examples and 300 paragraphs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::check::figures::claims;
use crate::check::testing::{findings, form, merged, over_example, read};
use crate::check::{Context, Finding};
use crate::report::Report;

const RULES: [&str; 4] = [
    "narrative-mismatch",
    "narrative-sum",
    "narrative-share",
    "narrative-change",
];

/// A sentence that is written without knowledge of the rules.
#[derive(Deserialize)]
struct Sentence {
    text: String,
    /// Whether it is true.
    verdict: bool,
    half: String,
}

fn data(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn sentences(half: &str) -> Vec<Sentence> {
    let all: Vec<Sentence> = serde_yaml::from_str(&data("narrative/sentences.yaml")).unwrap();
    all.into_iter().filter(|it| it.half == half).collect()
}

/// The tables of the sentences with a text, and last year's.
fn tables(text: &str) -> (Report, Report) {
    let with = |name: &str, text: &str| {
        let text = text.replace('\n', "\n  ");
        let yaml = data(&format!("narrative/{name}.yaml"));
        read(2024, &format!("{yaml}overview: |\n  {text}\n"))
    };
    (with("tables-2024", text), with("tables-2023", "略"))
}

fn found(text: &str) -> Vec<Finding> {
    let (report, last) = tables(text);
    let found = findings(&report, Some(&last)).into_iter();
    found.filter(|it| RULES.contains(&it.rule)).collect()
}

/// Of a half: true sentences that are called wrong, and false ones that are not found.
fn judged(half: &str) -> (Vec<(String, Vec<&'static str>)>, Vec<String>) {
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for sentence in sentences(half) {
        let found = found(&sentence.text);
        let messages: Vec<_> = found.iter().map(|it| it.message.zh.clone()).collect();
        match (sentence.verdict, found.is_empty()) {
            (true, false) => wrong.push((
                format!("{} {messages:?}", sentence.text),
                found.iter().map(|it| it.rule).collect(),
            )),
            (false, true) => missed.push(sentence.text),
            _ => {}
        }
    }
    (wrong, missed)
}

#[test]
fn false_sentences_are_found_and_true_ones_let_be() {
    let (wrong, missed) = judged("a");
    assert!(
        wrong.is_empty() && missed.len() <= 2,
        "{wrong:#?} {missed:#?}"
    );
}

/// The half that nothing was fitted to, as measured: 94 of the 100 false sentences are found, and one true sentence of
/// this half is called wrong. The goal is 95 and none: the bounds may only become stricter.
#[test]
fn the_other_half_is_judged_as_well() {
    let (wrong, missed) = judged("b");
    let both = judged("a").1.len() + missed.len();
    let counts = (wrong.len(), both);
    assert!(counts.0 <= 1 && counts.1 <= 6, "{counts:?}");
}

/// Each figure of the true sentences that is compared, one too high and one too low.
#[test]
fn every_compared_figure_changed_by_one_is_found() {
    let (mut tried, mut missed) = (BTreeMap::<bool, usize>::new(), Vec::new());
    let texts = sentences("a").into_iter();
    for text in texts.filter(|it| it.verdict).map(|it| it.text) {
        let (report, last) = tables(&text);
        for claim in claims(&report, Some(&last)) {
            let line = claim.line.text;
            if claim.readings.iter().all(|it| it.cells.is_empty()) {
                continue;
            }
            let Ok(figure) = line[claim.piece.clone()].parse::<u64>() else {
                continue;
            };
            if line[..claim.piece.start].ends_with('约') {
                continue;
            }
            for changed in [figure + 1, figure.saturating_sub(1)] {
                let (before, after) = (&line[..claim.piece.start], &line[claim.piece.end..]);
                let changed = format!("{before}{changed}{after}");
                let is_found = !found(&changed).is_empty();
                *tried.entry(is_found).or_default() += 1;
                if !is_found {
                    missed.push(changed);
                }
            }
        }
    }
    assert!(
        tried[&true] > 80 && missed.is_empty(),
        "{tried:?}\n{}",
        missed.join("\n")
    );
}

#[test]
fn text_about_anything_else_is_let_be() {
    for year in [2020, 2024] {
        let example = &form(year).example;
        for paragraph in data("wording/paragraphs.txt").lines() {
            let text = serde_yaml::to_string(paragraph).unwrap();
            let yaml = merged(example, &format!("problems: {text}"));
            let report = read(year, &yaml);
            let found = claims(&report, None).into_iter().filter(|it| !it.agrees);
            let found: Vec<_> = found.map(|it| it.line.text[it.piece].to_owned()).collect();
            assert!(found.is_empty(), "{paragraph}: {found:?}");
        }
    }
}

#[test]
fn figures_are_read_in_every_notation() {
    for written in [
        "５",
        "1,005",
        "1，005",
        "**5**",
        "一千零五",
        "484",
        "4.9万",
        "九百",
    ] {
        let report = over_example(
            2024,
            &format!("overview: 全年新收政府信息公开申请{written}件。"),
        );
        let context = Context::new(&report);
        let wrong = context.claims().iter().filter(|it| !it.agrees).count();
        assert_eq!(wrong, 1, "{written}");
    }
    for written in [
        "４８３",
        "**483**",
        "四百八十三",
        "约480",
        "480余",
        "近500",
        "483",
    ] {
        let report = over_example(
            2024,
            &format!("overview: 全年新收政府信息公开申请{written}件。"),
        );
        let context = Context::new(&report);
        let claims: Vec<bool> = context.claims().iter().map(|it| it.agrees).collect();
        assert_eq!(claims, [true], "{written}");
    }
}

#[test]
fn the_share_of_one_office_is_not_the_reports() {
    for text in [
        "2024年，区政府办代表区政府受理政府信息公开申请17件，均已按期答复。",
        "市公安局收到政府信息公开申请41件，办结40件。",
        "其中，受理申请12件。",
    ] {
        let report = over_example(2024, &format!("overview: {text}"));
        let context = Context::new(&report);
        assert!(context.claims().is_empty(), "{text}");
    }
}

#[test]
fn every_word_of_the_built_in_statements_belongs_to_a_form() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/zfxxgk/statements.yaml");
    let text = std::fs::read_to_string(folder).unwrap();
    let list: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    for group in list["groups"].as_sequence().unwrap() {
        for subject in group["subjects"].as_sequence().unwrap() {
            let readings = subject["rows"].as_sequence().unwrap();
            for row in readings.iter().flat_map(|it| it.as_sequence().unwrap()) {
                let row = row.as_str().unwrap();
                let known = [2020, 2024].map(form);
                let known = known.iter().flat_map(|form| &form.cells);
                assert!(known.into_iter().any(|spec| spec.row_path == row), "{row}");
            }
        }
    }
}

/// More sentences with the tables of 2024 and 2023.
const TRUE: &str = "\
全市各级行政机关共收到公民、法人和其他组织提出的政府信息公开申请3119件。
全年共办结申请3050件，其中当年新收的3016件，上年结转的34件。
全年新收申请3119件，其中网上申请1987件，信函申请846件，当面申请286件。
洪泽区收到政府信息公开申请95件，清江浦区收到126件。
涟水县全年共收到申请81件，办结80件。
市自然资源和规划局全年受理政府信息公开申请586件，居各部门之首。
行政复议案件中，申请人主动撤回45件，经调解结案20件。
全市政府信息公开行政复议案件351件，已审结314件。
行政复议审结314件，其中维持72件，纠正64件，纠正率为20.4%。
申请内容涉及商业秘密4件、个人隐私2件，均按规定征求了第三方意见。
从申请内容看，征地拆迁类申请1205件，教育医疗类申请312件。
公安机关作出道路交通安全类行政处罚决定3512000件。
全市行政许可办理事项1205项，其中市级412项。
全年制定规范性文件8件，修订3件，清理规范性文件92件。
全年审核行政规范性文件21件，备案18件。
2022年全市收到申请2333件，2023年2746件，2024年3119件。
近三年分别收到申请2333件、2746件、3119件。
上半年收到政府信息公开申请1531件，下半年收到1588件。
截至6月底，收到政府信息公开申请1531件。
全年收到申请3119件，同比增长13.58%；办结3050件，同比增长10.8%。
结转下年度继续办理103件，较上年增加69件。
不予公开178件，占办结总数的5.8%。
信访类诉求40件、举报投诉类22件，均已引导至相应渠道。
全市组织培训12次，培训政府信息公开工作人员486人次。
答复政府信息公开申请过程中，制作答复书3050份。
规范性文件现行有效66件，较上年减少18件。
行政强制88283件，较上年减少2132件，下降2.4%。
未经复议直接起诉的26件中，法院判决维持13件，纠正4件，其他结果8件，未审结1件。
全市未发生公开出版物申请，无正当理由大量反复申请为零。
全年因政府信息公开被提起行政诉讼46件，其中败诉5件。
全年未收到科研机构、社会公益组织提出的政府信息公开申请。
复议案件数量是诉讼案件的7.6倍。
申请人撤回申请58件，补正后答复32件。
其他处理187件，其中撤销申请110件。
征求第三方意见18件，延期答复26件，告知补正126件。
依法公开行政许可、行政处罚信息1205条。
全市12家单位收到政府信息公开申请超过100件，其中3家超过300件。
市政务服务中心办理行政许可412586件。
全年予以公开、部分公开、不予公开分别为1362件、454件、178件。
截至年底尚未办结的申请103件。
市人民政府收到政府信息公开申请218件。
行政复议、行政诉讼案件中，结果纠正69件。
收到行政复议申请380件，受理351件。
全年新收的3119件申请中，商业企业53件、法律服务机构61件，其他申请人4件。
截至年底，尚有103件申请未办结，已结转至2025年继续办理。
一名申请人全年提出申请126件，占全部申请的4%。
3050件办结申请中，予以公开和部分公开的占59.5%，不予公开的占5.8%，无法提供的占25.6%。
全市有8个部门全年收到申请超过百件。
因不履行答复职责引发行政复议12件。
政府信息公开行政诉讼46件，其中行政机关负责人出庭应诉41件。
行政诉讼中，未经复议直接起诉占56.5%，复议后起诉占43.5%。
行政规范性文件由上年末的84件减至66件，净减少18件。
三类行政决定中，行政处罚占比最高，达88.2%。
行政许可决定447228件，比上年增加15722件，增长3.6%。
2023年行政复议298件，2024年升至351件，增长17.8%。
人民法院对政府信息公开案件作出判决31件。
对不予公开的178件申请，逐件开展合法性审查。
新收申请比上年净增373件，其中自然人申请净增371件。
纠正行政机关答复64件，比上年增加16件。
共有3001名自然人提出申请，人均1.04件。
平均每件申请办理时间12天，最短1天。
受理后补正申请126件，转为咨询处理32件。
无法提供的781件里，不掌握769件，需另行制作11件，补正后仍不明确1件。
全市法人和其他组织申请118件，占3.8%。
行政处罚案件平均罚款金额320元。
行政许可事项压减12项，平均办理时限缩短3天。
抽查已公开的规范性文件40件，发现失效未标注2件。
";

const FALSE: &str = "\
全市各级行政机关共收到公民、法人和其他组织提出的政府信息公开申请3190件。
全年共办结申请3050件，其中予以公开1326件。
结转下年度继续办理103件，较上年减少69件。
不予公开178件，占办结总数的8.5%。
规范性文件现行有效66件，较上年减少28件。
行政强制88283件，较上年增加2132件。
复议案件数量是诉讼案件的9.6倍。
全年予以公开、部分公开、不予公开分别为1362件、445件、178件。
全市政府信息公开行政复议案件351件，已审结341件。
行政复议纠正率为28.4%。
全年没有新制发行政规范性文件。
上年结转的34件申请均由商业企业提出。
行政处罚决定数量较上年有所下降。
全年收到申请3119件，同比增长15.38%。
因危及“三安全一稳定”不予公开15件。
重复申请52件，均未重复答复。
补正后申请内容仍不明确的3件。
全市行政许可决定474228件。
收费金额9.2亿元。
法律服务机构提出申请16件。
2024年1月1日至12月31日，全市共收到政府信息公开申请3109件。
与上年相比，新收政府信息公开申请有所回落。
全年新收申请3119件，比上年净增337件。
3050件办结申请中，无法提供的占26.5%。
未经复议直接起诉占65.5%。
行政规范性文件由上年末的84件增至66件。
行政复议由上年的289件升至351件。
法人和其他组织申请181件。
无法提供的781件中，不掌握相关政府信息796件。
属于三类内部事务信息的18件。
因其他法律行政法规禁止公开的13件。
全年共收到依申请公开申请3,191件，同比大幅增长。
要求确认或重新出具已获取信息的10件。
上年结转申请43件。
行政诉讼结果维持52件。
行政诉讼一共64件。
全年废止行政规范性文件62件。
现行有效政府规章21部。
行政强制决定82883件。
全年收到申请量突破3200件。
全年申请办结率为98.7%。
其他申请人提出申请14件。
行政复议其他结果187件，占复议总数的50.7%。
2023年，全市收到政府信息公开申请2764件。
自然人提出的申请不到九成。
全年公开信息426条，其中图解183条、视频57条、其他156条。
予以公开、部分公开合计1861件。
今年新收申请约为上年的2倍。
";

#[test]
fn sentences_of_many_kinds_are_distinguished() {
    let wrong: Vec<_> = TRUE.lines().flat_map(found).collect();
    let wrong: Vec<_> = wrong.iter().map(|it| (&it.message.zh, it.place)).collect();
    let missed: Vec<&str> = FALSE
        .lines()
        .filter(|text| found(text).is_empty())
        .collect();
    assert!(
        wrong.is_empty() && missed.is_empty(),
        "{wrong:#?} {missed:#?}"
    );
}
