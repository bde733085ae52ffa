//! The end-to-end tests, in one program so that the library and what they share are linked once. Tests
//! that need a process of their own are programs of their own (`docs/testing.md`).

mod architecture;
mod attacks;
mod attacks_docx;
mod cli;
mod corpus;
mod cost;
mod editions;
mod export_signed;
mod forge;
mod forms;
mod import;
mod narrative;
mod proof;
mod safe_fixes;
mod seed;
mod signing_page;
mod signoff;
mod special_files;
mod terminal;
mod verify;
mod written;
