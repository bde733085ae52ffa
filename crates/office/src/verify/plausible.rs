//! What is strange about a complete sign-off although no rule forbids it. It only warns.

use jiff::Timestamp;

use super::inside::Inside;
use crate::signoff::{Approved, suspicious};
use chengbao_base::text::{Text, shown};
use chengbao_report::check::RULES;
use chengbao_report::form::Policy;

/// What people should look at: times that cannot be right, roles and codes that do not exist, names that look like others.
pub(super) fn warnings(
    inside: &Inside,
    approved: &[Approved],
    policy: &Policy,
    now: Timestamp,
) -> Vec<Text> {
    let mut told = Vec::new();
    let year = inside.report.year().map(|year| year.value);
    for one in approved {
        let (label, name) = (shown(&one.role_label), shown(&one.name));
        let day = one.day;
        if let Some(year) = year.filter(|year| i32::from(day.year()) < *year) {
            told.push(Text::new(
                format!("“{label} {name}”的日期 {day} 早于报告年度 {year}"),
                format!("the date of {label} {name}, {day}, is before the reporting year {year}"),
            ));
        }
        let moment: Option<Timestamp> = one.time.parse().ok();
        if moment.is_some_and(|moment| moment > now) {
            told.push(Text::new(
                format!("“{label} {name}”的日期 {day} 晚于当前时间"),
                format!("the date of {label} {name}, {day}, is in the future"),
            ));
        }
        if policy.role(&one.role).is_none() {
            let role = shown(&one.role);
            told.push(Text::new(
                format!("“{label} {name}”的环节“{role}”是审签规定中没有的"),
                format!("the role `{role}` of {label} {name} is not in the policy"),
            ));
        }
        for accepted in one.accepted.iter().chain(&one.off) {
            let is_known = RULES.iter().any(|rule| rule.info().code == accepted.code);
            if !is_known {
                let code = shown(&accepted.code);
                told.push(Text::new(
                    format!("“{label} {name}”说明了理由的“{code}”不是任何规则的编号"),
                    format!(
                        "`{code}`, for which {label} {name} gives a reason, is the code of no rule"
                    ),
                ));
            }
        }
    }
    let names: Vec<&str> = approved.iter().map(|one| one.name.as_str()).collect();
    told.extend(suspicious(&names));
    told
}
