//! 页码 (GB/T 9704 §7.5): `— 1 —`, odd pages right, even pages left, one character in.

use docx_rs::{
    AlignmentType, FieldCharType, Footer, InstrPAGE, InstrText, Paragraph, Run, RunFonts,
};

use super::styles::FOOTER;

/// The footer of odd pages and the footer of even pages; `indent` twips in from the outer edge.
pub(super) fn odd_and_even(indent: i32) -> (Footer, Footer) {
    let odd = number()
        .align(AlignmentType::Right)
        .indent(None, None, Some(indent), None);
    let even = number()
        .align(AlignmentType::Left)
        .indent(Some(indent), None, None, None);
    (
        Footer::new().add_paragraph(odd),
        Footer::new().add_paragraph(even),
    )
}

/// A PAGE field between one-em dashes, all in the page number's own face.
fn number() -> Paragraph {
    let dash = |text| {
        Run::new()
            .fonts(RunFonts::new().hint("eastAsia"))
            .add_text(text)
    };
    let field = |kind| Run::new().add_field_char(kind, false);
    Paragraph::new()
        .style(FOOTER)
        .add_run(dash("— "))
        .add_run(field(FieldCharType::Begin))
        .add_run(Run::new().add_instr_text(InstrText::PAGE(InstrPAGE::new())))
        .add_run(field(FieldCharType::Separate))
        .add_run(Run::new().add_text("1"))
        .add_run(field(FieldCharType::End))
        .add_run(dash(" —"))
}
