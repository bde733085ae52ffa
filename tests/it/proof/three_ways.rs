//! Three ways the same: what a report file says is what its PDF says and what its DOCX says, word
//! by word and cell by cell, and all of it lies where it belongs.

use proptest::prelude::*;

use super::places;
use support::random::{self, Filled};
use support::rooms::{errors, make, read};
use support::said::{Said, difference};
use support::{read_docx, read_pdf, runs};

#[test]
fn figures_and_text_come_back_out_of_pdf_and_docx_as_they_went_in() {
    runs::prove(runs::cases(), random::report, |filled| {
        let report = read(&filled.form, &filled.yaml);
        prop_assert!(report.faults.is_empty(), "{:?}", report.faults);
        prop_assert_eq!(errors(&report), Vec::<String>::new());
        let made = make(&report);
        same("DOCX", &filled, &read_docx::read(&made.docx))?;
        let pdf = read_pdf::read(&made.pdf);
        same("PDF", &filled, &pdf.said)?;
        prop_assert_eq!(pdf.stray, "", "text of no element");
        places::check(&made.pages, &made.document.typography)?;
        Ok(())
    });
}

fn same(file: &str, filled: &Filled, found: &[Said]) -> Result<(), TestCaseError> {
    match difference(&filled.said(), found) {
        None => Ok(()),
        Some(difference) => Err(TestCaseError::fail(format!("{file}: {difference}"))),
    }
}
