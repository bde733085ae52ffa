//! The document's own date, as written in PDF and XMP. There is no other date in the file, so that
//! a file written today equals one written tomorrow.

use super::PdfError;

/// A day, taken as its beginning in China (UTC+8).
pub(super) struct Date<'a> {
    year: &'a str,
    month: &'a str,
    day: &'a str,
}

impl<'a> Date<'a> {
    /// Reads `YYYY-MM-DD`.
    pub(super) fn parse(date: &'a str) -> Result<Self, PdfError> {
        let mut parts = date.splitn(3, '-');
        let mut part = |length| {
            parts
                .next()
                .filter(|part| {
                    part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
                })
                .ok_or_else(|| PdfError::pages(format!("the date `{date}`")))
        };
        Ok(Self {
            year: part(4)?,
            month: part(2)?,
            day: part(2)?,
        })
    }

    /// ISO 32000-1 §7.9.4.
    pub(super) fn pdf(&self) -> String {
        format!("D:{}{}{}000000+08'00'", self.year, self.month, self.day)
    }

    /// ISO 8601, as used in XMP (ISO 16684-1 §8.2.1.2).
    pub(super) fn iso(&self) -> String {
        format!("{}-{}-{}T00:00:00+08:00", self.year, self.month, self.day)
    }
}
