//! The files of a form, before they are read.

/// The files of a form, as text with the names shown in errors.
#[derive(Debug, Clone, Copy)]
pub struct FormFiles<'a> {
    /// Folder, for messages.
    pub folder: &'a str,
    /// `form.yaml`.
    pub form: &'a str,
    /// `typography.yaml`, where the folder has one.
    pub typography: Option<&'a str>,
    /// `example.yaml`.
    pub example: &'a str,
}
