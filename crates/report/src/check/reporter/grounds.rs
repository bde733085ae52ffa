//! What a rule is based on: a standard or custom, and what the forms' own authorities say.

use crate::check::RuleInfo;
use crate::form::Forms;
use chengbao_base::text::Lang;

/// One line each; forms with the same clause share a line.
pub(in crate::check) fn grounds(info: &RuleInfo, forms: &Forms, lang: Lang) -> Vec<String> {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for form in forms.iter() {
        let Some(clause) = form.clauses.get(info.name) else {
            continue;
        };
        match said.iter_mut().find(|(known, _)| known == clause) {
            Some((_, ids)) => ids.push(&form.id),
            None => said.push((clause, vec![&form.id])),
        }
    }
    let (comma, colon) = match lang {
        Lang::Zh => ("、", "："),
        Lang::En => (", ", ": "),
    };
    let of_forms = said
        .into_iter()
        .map(|(clause, ids)| format!("{}{colon}{clause}", ids.join(comma)));
    std::iter::once(info.clause.to_owned())
        .chain(of_forms)
        .collect()
}
