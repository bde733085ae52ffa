//! Finds out which files were saved. It watches folders, not files: many editors save by putting a new
//! file in the old one's place, and a watch on the old one would miss that.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::exit::Failure;
use super::interrupt;

/// A save is over when nothing has happened for this long: editors write, rename and write again.
const QUIET: Duration = Duration::from_millis(100);
/// A save that never settles is accepted as it is after this long.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often to look for Ctrl-C.
const TICK: Duration = Duration::from_millis(100);

/// The watch.
pub(super) struct Changes {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: BTreeSet<PathBuf>,
}

impl Changes {
    /// A watch on nothing yet.
    pub(super) fn new() -> Result<Self, Failure> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| cannot(&error))?;
        Ok(Self {
            watcher,
            events,
            folders: BTreeSet::new(),
        })
    }

    /// Watches these files too, whether they exist yet or not.
    pub(super) fn watch<'a>(
        &mut self,
        files: impl Iterator<Item = &'a PathBuf>,
    ) -> Result<(), Failure> {
        for spot in files.flat_map(|file| spots(file)) {
            let Some(folder) = spot.parent().filter(|folder| folder.is_dir()) else {
                continue;
            };
            if self.folders.insert(folder.to_owned()) {
                let watched = self.watcher.watch(folder, RecursiveMode::NonRecursive);
                watched.map_err(|error| cannot(&error))?;
            }
        }
        Ok(())
    }

    /// Waits until some of the spots have changed and settled, and returns them; `None` after
    /// Ctrl-C.
    pub(super) fn wait(&self, spots: &BTreeSet<PathBuf>) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        let mut since: Option<Instant> = None;
        loop {
            let event = self
                .events
                .recv_timeout(if since.is_some() { QUIET } else { TICK });
            if interrupt::asked() {
                return None;
            }
            let before = changed.len();
            let is_quiet = event.is_err();
            match event {
                Ok(Ok(event)) if event.need_rescan() => changed.extend(spots.iter().cloned()),
                Ok(Ok(event)) if is_change(event.kind) => {
                    changed.extend(event.paths.into_iter().filter(|path| spots.contains(path)));
                }
                // Events the system lost may concern any of them.
                Ok(Err(_)) => changed.extend(spots.iter().cloned()),
                Ok(Ok(_)) | Err(_) => {}
            }
            if changed.len() > before {
                since.get_or_insert_with(Instant::now);
            }
            if since.is_some_and(|since| is_quiet || since.elapsed() > PATIENCE) {
                return Some(changed);
            }
        }
    }
}

/// Where changes of a file are reported: at its name in its folder, and, where that is a symbolic link, at
/// the file it leads to. Folders are as the system spells them.
pub(super) fn spots(file: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let named = folder.canonicalize().ok();
    let named = named
        .zip(file.file_name())
        .map(|(folder, name)| folder.join(name));
    let real = file
        .canonicalize()
        .ok()
        .filter(|real| Some(real) != named.as_ref());
    named.into_iter().chain(real)
}

/// Whether the event may have changed what a file says; reading it changes nothing.
const fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => matches!(kind, AccessKind::Close(AccessMode::Write)),
        _ => true,
    }
}

fn cannot(error: &notify::Error) -> Failure {
    Failure::usage(
        format!("无法监视文件：{error}"),
        format!("cannot watch files: {error}"),
    )
}
