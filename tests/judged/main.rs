//! What programs that are not ours say of the files: veraPDF, qpdf, poppler, MuPDF, PDFium, openxml-audit, python-docx,
//! LibreOffice, the Nu checker, OpenSSL, certomancer, pyHanko, xmlsec1; and schemathesis of the service. Run by `tests/run`, which installs
//! them; one that is missing is a failure.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod attachments;
mod cms;
mod docx;
mod html;
mod import;
mod judge;
mod keys;
mod libreoffice;
mod pdf;
mod service;
mod signed_docx;
mod signed_pdf;
mod stamped_docx;
mod stamped_program;
mod tsa;
mod verapdf;
mod viewers;
