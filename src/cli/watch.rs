//! `watch`: exports, and exports again whatever a saved file went into. What is wrong with a report
//! is told and does not end the watch; Ctrl-C does.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::changes::{self, Changes};
use super::exit::{Exit, Failure};
use super::export::{ExportArgs, Job};
use super::interrupt;
use super::shell::Shell;

pub(super) fn run(args: &ExportArgs, shell: &Shell) -> Result<Exit, Failure> {
    let job = Job::new(args, shell)?;
    if let Some(folder) = job.files().find(|file| file.is_dir()) {
        let folder = folder.display();
        return Err(Failure::usage(
            format!("“{folder}”是文件夹，不能监视。请指明其中的报告数据文件（.yaml）。"),
            format!("`{folder}` is a directory; name the report files (.yaml) in it"),
        ));
    }
    interrupt::watch();
    let mut changes = Changes::new()?;
    // Of each report what goes into it; before it is read, the file itself.
    let mut inputs: Vec<Vec<PathBuf>> = job.files().map(|file| vec![file.to_owned()]).collect();
    // Before anything is read, so that no save falls between reading and watching.
    changes.watch(inputs.iter().flatten())?;
    let mut due: Vec<usize> = (0..inputs.len()).collect();
    let mut is_first = true;
    loop {
        let outcome = job.run(&due, shell, |index, examined| {
            if let Some(files) = inputs.get_mut(index) {
                files.clone_from(&examined.reads);
            }
        });
        match outcome {
            Err(failure) if failure.exit == Exit::Interrupted => return Err(failure),
            Err(failure) => shell.console.error(&failure.text),
            Ok(_) => {}
        }
        changes.watch(inputs.iter().flatten())?;
        if std::mem::take(&mut is_first) {
            let console = &shell.console;
            console.note(console.pick(
                "正在监视：文件保存后重新导出，按 Ctrl-C 结束。",
                "watching: exports again when a file is saved; Ctrl-C ends it",
            ));
        }
        let all = inputs
            .iter()
            .flatten()
            .flat_map(|file| changes::spots(file))
            .collect();
        let Some(changed) = changes.wait(&all) else {
            return Ok(Exit::Interrupted);
        };
        due = touched(&inputs, &changed);
    }
}

/// The reports that one of the changed files goes into.
fn touched(inputs: &[Vec<PathBuf>], changed: &BTreeSet<PathBuf>) -> Vec<usize> {
    let is_changed = |file: &PathBuf| changes::spots(file).any(|spot| changed.contains(&spot));
    let reports = inputs.iter().enumerate();
    reports
        .filter(|(_, files)| files.iter().any(is_changed))
        .map(|(index, _)| index)
        .collect()
}
