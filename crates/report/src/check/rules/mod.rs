//! The rules, ordered by code. CB0xx: the file as such; CB1xx: the form and its cells; CB2xx: the
//! sums; CB3xx: last year; CB4xx: the text; CB5xx: years and days; CB6xx: characters; CB7xx: the
//! covering letter; CB8xx: the sign-off.

mod balance;
mod blank_cell;
mod bracket_pair;
mod carry_over;
mod cell_value;
mod cells;
mod cited_number;
mod column_total;
mod cut_line;
mod document_number;
mod doubled_mark;
mod doubled_word;
mod ellipsis_dash;
mod encoding;
mod fee_statement;
mod field_word;
mod group_total;
mod half_width_mark;
mod heading_order;
mod in_force;
mod inner_blank;
mod late;
mod leftover_prompt;
mod lines;
mod look_alike;
mod markup;
mod missing_glyph;
mod missing_key;
mod missing_section;
mod narrative_change;
mod narrative_mismatch;
mod narrative_share;
mod narrative_sum;
mod narrative_table;
mod not_applicable;
mod nothing_said;
mod number_range;
mod number_style;
mod odd_character;
mod other_section;
mod overview_length;
mod overview_topics;
mod picture;
mod previous_form;
mod previous_issuer;
mod previous_year;
mod quotation_mark;
mod repeated_narrative;
mod row_total;
mod signoff_broken;
mod slips;
mod spanning;
mod spelling;
mod stated;
mod sums;
mod syntax;
mod text_length;
mod total_missing;
mod unfilled;
mod unknown_key;
mod wide_letter;
mod words;
mod wrong_form;
mod year_mismatch;

pub use missing_key::INFO as MISSING_KEY;
pub use signoff_broken::INFO as SIGNOFF_BROKEN;
pub use syntax::{INFO as SYNTAX, unreadable};
pub use wrong_form::INFO as WRONG_FORM;

use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity};
use chengbao_base::text::Text;

/// Every rule, ordered by code.
pub const RULES: &[&dyn Rule] = &[
    &syntax::Syntax,
    &encoding::Encoding,
    &unknown_key::UnknownKey,
    &missing_key::MissingKey,
    &cell_value::CellValue,
    &spelling::Spelling,
    &wrong_form::WrongForm,
    &missing_section::MissingSection,
    &blank_cell::BlankCell,
    &not_applicable::NotApplicable,
    &row_total::RowTotal,
    &column_total::ColumnTotal,
    &balance::Balance,
    &group_total::GroupTotal,
    &total_missing::TotalMissing,
    &carry_over::CarryOver,
    &in_force::InForce,
    &repeated_narrative::RepeatedNarrative,
    &previous_form::PreviousForm,
    &previous_year::PreviousYear,
    &previous_issuer::PreviousIssuer,
    &narrative_mismatch::NarrativeMismatch,
    &fee_statement::FeeStatement,
    &overview_length::OverviewLength,
    &overview_topics::OverviewTopics,
    &narrative_table::NarrativeTable,
    &picture::Picture,
    &text_length::TextLength,
    &half_width_mark::HalfWidthMark,
    &quotation_mark::QuotationMark,
    &bracket_pair::BracketPair,
    &doubled_mark::DoubledMark,
    &ellipsis_dash::EllipsisDash,
    &inner_blank::InnerBlank,
    &cited_number::CitedNumber,
    &number_range::NumberRange,
    &number_style::NumberStyle,
    &heading_order::HeadingOrder,
    &other_section::OtherSection,
    &nothing_said::NothingSaid,
    &leftover_prompt::LeftoverPrompt,
    &look_alike::LookAlike,
    &wide_letter::WideLetter,
    &doubled_word::DoubledWord,
    &markup::Markup,
    &cut_line::CutLine,
    &field_word::FieldWord,
    &narrative_sum::NarrativeSum,
    &narrative_share::NarrativeShare,
    &narrative_change::NarrativeChange,
    &year_mismatch::YearMismatch,
    &late::Late,
    &missing_glyph::MissingGlyph,
    &odd_character::OddCharacter,
    &document_number::DocumentNumber,
    &signoff_broken::Signoff,
];

#[cfg(test)]
mod filling;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wording;
