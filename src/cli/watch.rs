//! `watch`: exports reports, and again those that use a file when it is saved. Errors of a report
//! are printed and do not end the watch; Ctrl-C does.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::changes::{self, Changes};
use super::examine;
use super::exit::{Exit, Failure};
use super::export::{ExportArgs, Job};
use super::interrupt;
use super::shell::Shell;

pub(super) fn run(args: &ExportArgs, shell: &Shell) -> Result<Exit, Failure> {
    let job = Job::new(args, shell)?;
    if let Some(folder) = job.files().find(|file| file.is_dir()) {
        let folder = folder.display();
        return Err(Failure::usage(
            format!("“{folder}”是文件夹，不能监视。请写其中的数据文件（.yaml）的文件名。"),
            format!("`{folder}` is a folder; give the report files (.yaml) in it"),
        ));
    }
    interrupt::watch();
    let mut changes = Changes::new()?;
    // The files each report is made from; before it is read, the file itself.
    let mut inputs: Vec<Vec<PathBuf>> = job.files().map(|file| vec![file.to_owned()]).collect();
    // Before reading, so that no save is missed between reading and watching.
    changes.watch(inputs.iter().flatten())?;
    let mut due: Vec<usize> = (0..inputs.len()).collect();
    let mut is_first = true;
    loop {
        let outcome = job.run(&due, shell, |index, path, examined| {
            if let Some(files) = inputs.get_mut(index) {
                *files = examine::reads(path, examined);
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
                "正在监视：文件保存后重新生成，按 Ctrl-C 结束。",
                "watching: files are exported again when saved; Ctrl-C ends it",
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

/// The reports made from one of the changed files.
fn touched(inputs: &[Vec<PathBuf>], changed: &BTreeSet<PathBuf>) -> Vec<usize> {
    let is_changed = |file: &PathBuf| changes::spots(file).any(|spot| changed.contains(&spot));
    let reports = inputs.iter().enumerate();
    reports
        .filter(|(_, files)| files.iter().any(is_changed))
        .map(|(index, _)| index)
        .collect()
}
