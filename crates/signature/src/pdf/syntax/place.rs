//! Where an object stands: a row of the cross-references (ISO 32000-1 §7.5.4, §7.5.8).

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) enum Place {
    /// Nowhere: it was taken away.
    Free,
    /// At an offset of the file.
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
        /// The how many-th in it, from 0.
        index: usize,
    },
}
