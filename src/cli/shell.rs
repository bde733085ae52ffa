//! What a command works with: the console, the forms and the fonts of this run.

use std::path::PathBuf;
use std::sync::Arc;

use super::console::Console;
use super::exit::{Exit, Failure};
use super::globals::Globals;
use super::{fontdirs, template};
use chengbao_base::text::Bilingual as _;
use chengbao_paper::typeset::{FaceSet, FontError};
use chengbao_report::form::Forms;

/// The surroundings of a command.
#[derive(Debug)]
pub(super) struct Shell {
    pub(super) console: Console,
    templates: Vec<PathBuf>,
    fonts: Vec<PathBuf>,
}

impl Shell {
    pub(super) fn new(globals: &Globals) -> Self {
        Self {
            console: Console::new(globals.lang.into(), globals.color),
            templates: globals.templates.clone(),
            fonts: globals.fonts.clone(),
        }
    }

    /// The forms compiled in and those of `--template`; the user's replaces one with the same id.
    pub(super) fn forms(&self) -> Result<Forms, Failure> {
        let mut forms =
            Forms::builtin().map_err(|error| Failure::new(Exit::Fault, error.text()))?;
        for folder in &self.templates {
            forms.add(Arc::new(template::read(folder)?));
        }
        Ok(forms)
    }

    /// The folders of `--template` and of `--fonts`.
    #[cfg(feature = "serve")]
    pub(super) fn folders(&self) -> (&[PathBuf], &[PathBuf]) {
        (&self.templates, &self.fonts)
    }

    /// The font set; no font is read yet.
    pub(super) fn faces(&self) -> Result<FaceSet, Failure> {
        let directories = fontdirs::directories(&self.fonts)?;
        FaceSet::find(&directories).map_err(|error| Failure::new(Exit::Usage, error.text()))
    }

    /// The font set, if there are fonts.
    pub(super) fn faces_found(&self) -> Result<Option<FaceSet>, Failure> {
        let directories = fontdirs::directories(&self.fonts)?;
        match FaceSet::find(&directories) {
            Ok(faces) => Ok(Some(faces)),
            Err(FontError::NotFound { .. }) => Ok(None),
            Err(error) => Err(Failure::new(Exit::Usage, error.text())),
        }
    }

    /// The font set for looking up what can be drawn, if there are fonts. Without them the
    /// run goes on and says that it could not check.
    pub(super) fn faces_if_any(&self) -> Result<Option<FaceSet>, Failure> {
        let faces = self.faces_found()?;
        if faces.is_none() {
            self.console.note(self.console.pick(
                "注意：没有找到字体，未检查缺字；找过的文件夹见 chengbao fonts。",
                "note: no fonts found; missing characters were not checked; `chengbao fonts` lists the folders searched",
            ));
        }
        Ok(faces)
    }
}
