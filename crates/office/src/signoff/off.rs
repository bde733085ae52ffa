//! The rules that an office's policy switches off (`rules: {off: {CODE: reason}}`): warnings only, each with a reason.
//!
//! It never touches what a sign-off must meet, which a policy may only make stricter.

use super::person;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::check::{RULES, RuleInfo, RuleOff, SIGNOFF_BROKEN, Severity};
use chengbao_report::source::{Entry, Misfit, Node, Source};

/// The rules that a policy switches off, by their codes; none where it has no such section.
///
/// # Errors
/// [`Misfit`] with the line of what cannot be switched off, or not without a reason.
pub(super) fn read(policy: &Source) -> Result<Vec<RuleOff>, Misfit> {
    if let Some(error) = policy.problems.first() {
        return Err(error.into());
    }
    let Some(rules) = policy.root.get("rules") else {
        return Ok(Vec::new());
    };
    let mut off: Vec<RuleOff> = Vec::new();
    for section in entries(rules)? {
        if key(section) != "off" {
            let name = key(section);
            return Err(misfit(
                &section.key,
                &format!("rules 里只能写 off，不认识“{name}”"),
                &format!("`rules` may only have `off`, not `{name}`"),
            ));
        }
        for entry in entries(&section.value)? {
            let rule = rule(entry)?;
            if off.iter().any(|before| before.code == rule.code) {
                return Err(misfit(
                    &entry.key,
                    &format!("规则 {} 写了两次", rule.code),
                    &format!("the rule {} is given twice", rule.code),
                ));
            }
            off.push(RuleOff {
                code: rule.code,
                rule: rule.name,
                reason: reason(entry, rule)?,
            });
        }
    }
    off.sort_by_key(|rule| rule.code);
    Ok(off)
}

fn key(entry: &Entry) -> &str {
    entry.key.as_scalar().map_or("", |key| &key.text)
}

fn entries(node: &Node) -> Result<&[Entry], Misfit> {
    node.as_mapping().ok_or_else(|| {
        misfit(
            node,
            "关闭的规则应写作 rules: {off: {编号: 理由}}",
            "write the rules that are off as `rules: {off: {CODE: reason}}`",
        )
    })
}

/// The rule that an entry names, by its code or its name, if it may be switched off.
fn rule(entry: &Entry) -> Result<&'static RuleInfo, Misfit> {
    let named = key(entry).trim();
    let mut rules = RULES.iter().map(|rule| rule.info());
    let found = rules.find(|it| it.code.eq_ignore_ascii_case(named) || it.name == named);
    let Some(info) = found else {
        return Err(misfit(
            &entry.key,
            &format!("没有“{named}”这条规则；全部规则见 chengbao explain"),
            &format!("unknown rule `{named}`; `chengbao explain` lists all rules"),
        ));
    };
    let code = info.code;
    if info.severity == Severity::Error {
        return Err(misfit(
            &entry.key,
            &format!("规则 {code} 是错误，不能关闭；只有提醒可以关闭"),
            &format!("the rule {code} is an error; only warnings may be switched off"),
        ));
    }
    if code == SIGNOFF_BROKEN.code {
        return Err(misfit(
            &entry.key,
            &format!("规则 {code} 是审签本身的规则，不能关闭；审签规定只能加严，不能放宽"),
            &format!(
                "the rule {code} belongs to the sign-off, which a policy may only make stricter"
            ),
        ));
    }
    Ok(info)
}

/// The reason, as a sign-off can record it.
fn reason(entry: &Entry, rule: &RuleInfo) -> Result<String, Misfit> {
    let code = rule.code;
    let given = entry.value.as_scalar().filter(|it| !it.is_null());
    let Some(given) = given.filter(|it| !it.text.trim().is_empty()) else {
        return Err(misfit(
            &entry.value,
            &format!("关闭规则 {code} 应写明理由，如 {code}: 理由"),
            &format!(
                "the rule {code} cannot be switched off without a reason; write `{code}: reason`"
            ),
        ));
    };
    person::reason(&given.text).map_err(|error| {
        let Text { zh, en } = error.text();
        misfit(
            &entry.value,
            &format!("规则 {code}：{zh}"),
            &format!("rule {code}: {en}"),
        )
    })
}

fn misfit(node: &Node, zh: &str, en: &str) -> Misfit {
    Misfit {
        line: node.place.line,
        reason: Text::new(zh, en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(text: &str) -> Result<Vec<(&'static str, String)>, (u32, String)> {
        let source = Source::parse("office.yaml", text.as_bytes()).unwrap();
        let off = read(&source).map_err(|misfit| (misfit.line, misfit.reason.zh.into()))?;
        Ok(off.into_iter().map(|it| (it.code, it.reason)).collect())
    }

    #[test]
    fn warnings_are_off_by_code_or_name_and_with_a_reason() {
        let text = "rules:\n  off:\n    late: 按省里统一的时间报送\n    cb302: ' 口径不同 '\n";
        let reasons = [("CB302", "口径不同"), ("CB502", "按省里统一的时间报送")];
        let reasons = reasons.map(|(code, reason)| (code, reason.to_owned()));
        assert_eq!(off(text), Ok(reasons.into()));
        for none in [
            "roles: []\n",
            "different: [[a, b]]\n",
            "rules: {}\n",
            "rules: {off: {}}\n",
        ] {
            assert_eq!(off(none), Ok(Vec::new()), "{none}");
        }
    }

    #[test]
    fn nothing_else_is_off_and_the_line_says_what_is_wrong() {
        for (text, line, part) in [
            ("rules:\n  off:\n    CB201: 理由\n", 3, "CB201 是错误"),
            ("rules:\n  off:\n    CB101: 理由\n", 3, "只有提醒"),
            ("rules:\n  off:\n    CB801: 理由\n", 3, "不能放宽"),
            ("rules:\n  off:\n    CB999: 理由\n", 3, "没有“CB999”"),
            ("rules:\n  off:\n    CB502: ''\n", 3, "理由"),
            ("rules:\n  off:\n    CB502:\n", 3, "理由"),
            ("rules:\n  off:\n    CB502: ~\n", 3, "理由"),
            ("rules:\n  off:\n    CB502: [甲]\n", 3, "理由"),
            ("rules:\n  off:\n    CB502: ……\n", 3, "CB502"),
            ("rules:\n  off:\n    CB502: 甲\n    late: 乙\n", 4, "两次"),
            ("rules:\n  off:\n    CB502: 甲\n    CB502: 乙\n", 4, "CB502"),
            ("rules:\n  off: [CB502]\n", 2, "rules: {off:"),
            ("rules:\n  on: {CB502: 甲}\n", 2, "“on”"),
            ("rules: []\n", 1, "rules: {off:"),
        ] {
            let (at, reason) = off(text).unwrap_err();
            assert!(
                at == line && reason.contains(part),
                "{text}: {at}: {reason}"
            );
        }
    }
}
