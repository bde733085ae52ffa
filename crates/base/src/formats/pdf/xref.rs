//! The position of an object: a row of the cross-references (ISO 32000-1 §7.5.4, §7.5.8).

/// The position of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XrefEntry {
    /// None: it was removed.
    Free,
    /// At an offset in the file.
    At {
        /// In bytes.
        offset: usize,
        /// Generation.
        generation: u16,
    },
    /// In an object stream.
    Within {
        /// Number of that stream.
        stream: u32,
        /// Its index in it, from 0.
        index: usize,
    },
}
