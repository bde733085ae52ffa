//! The parser's events → a flat list of items, each with its place and the end of what is in it.
//! All bounds are enforced here, before anything is built: an alias is one item that points back,
//! and what it would expand to is computed, not built.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span as Marks, Tag};

use super::bounds::{Budget, MAX_DEPTH, Weight};
use super::flow::{Excess, Watch};
use super::mask::{self, Halves};
use super::node::{Scalar, ScalarStyle};
use super::span::Ruler;
use super::{SourceError, Span, SyntaxError, blame, spans, syntax};

/// One item; its children follow it, up to `end`.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) place: Span,
    /// Index after the last item in it.
    pub(super) end: usize,
    pub(super) kind: ItemKind,
}

#[derive(Debug)]
pub(super) enum ItemKind {
    Scalar(Scalar),
    Sequence,
    /// Keys and values in turn; keys are scalars.
    Mapping,
    /// The index of the item it stands for, which ends before it.
    Alias(usize),
}

/// Reads the whole text. The list is empty if the text has no value.
pub(super) fn read(ruler: &Ruler<'_>) -> Result<Vec<Item>, SourceError> {
    if let Some(place) = spans::directive(ruler) {
        return Err(syntax::directive(place));
    }
    let halves = Halves::of(ruler.text());
    let halves = halves.as_ref();
    let error = match pass(ruler, halves, &[]) {
        Err(error @ SourceError::Tab { .. }) => error,
        read => return read,
    };
    let tabs = mask::tabs(ruler.text());
    if tabs.is_empty() {
        return Err(error);
    }
    let items = pass(ruler, halves, &tabs)?;
    let texts: Vec<Range<usize>> = items.iter().filter_map(text_range).collect();
    let between = mask::outside(&tabs, &texts);
    match between.len() == tabs.len() {
        true => Ok(items),
        false => pass(ruler, halves, &between),
    }
}

/// The range of a scalar in quotes or in a block.
fn text_range(item: &Item) -> Option<Range<usize>> {
    match &item.kind {
        ItemKind::Scalar(scalar) if scalar.style != ScalarStyle::Plain => {
            Some(item.place.start..item.place.end)
        }
        _ => None,
    }
}

/// Reads the text with these tabs as blanks.
fn pass(
    ruler: &Ruler<'_>,
    halves: Option<&Halves>,
    tabs: &[usize],
) -> Result<Vec<Item>, SourceError> {
    let text = mask::masked(ruler.text(), halves, tabs);
    // Fed with characters, the parser keeps a third of the memory for each scalar it looks ahead at.
    let mut parser = Parser::new_from_iter(text.chars());
    let mut reader = Reader::new(ruler, halves);
    loop {
        reader.look_ahead()?;
        match parser.next_event() {
            Some(Ok((event, span))) => reader.take(event, span)?,
            Some(Err(error)) => return Err(syntax::diagnose(&error, ruler, reader.context())),
            None => return Ok(reader.items),
        }
    }
}

/// A collection whose end has not been reached.
struct Open {
    index: usize,
    anchor: usize,
    /// Whether it is written in brackets.
    bracket: bool,
    children: usize,
    /// Offset after the last child.
    end: usize,
    weight: Weight,
}

/// What an anchor stands for.
struct Anchored {
    index: usize,
    weight: Weight,
}

struct Reader<'t> {
    ruler: &'t Ruler<'t>,
    halves: Option<&'t Halves>,
    watch: Watch<'t>,
    items: Vec<Item>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Anchored>,
    documents: usize,
    budget: Budget,
    /// Offset up to which the text has been turned into items.
    cursor: usize,
}

impl<'t> Reader<'t> {
    fn new(ruler: &'t Ruler<'t>, halves: Option<&'t Halves>) -> Self {
        Self {
            ruler,
            halves,
            watch: Watch::new(ruler.text()),
            items: Vec::new(),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            documents: 0,
            budget: Budget::default(),
            cursor: 0,
        }
    }

    fn look_ahead(&mut self) -> Result<(), SourceError> {
        if self.open.iter().any(|open| open.bracket) {
            return Ok(());
        }
        let ahead = self.watch.ahead(self.cursor, self.open.len());
        ahead.map_err(|excess| match excess {
            Excess::Depth(at) => SourceError::TooDeep {
                place: self.ruler.character(at),
            },
            Excess::Nodes(at) => SourceError::TooManyNodes {
                place: self.ruler.character(at),
            },
        })
    }

    /// The innermost bracket that is open.
    fn bracket(&self) -> Option<Span> {
        let open = self.open.iter().rev().find(|open| open.bracket)?;
        let item = self.items.get(open.index)?;
        Some(self.ruler.character(item.place.start))
    }

    fn context(&self) -> blame::Context {
        let last = self.items.last().map(|it| &it.kind);
        let style = match last {
            Some(ItemKind::Scalar(scalar)) => Some(scalar.style),
            _ => None,
        };
        let after_text = matches!(style, Some(ScalarStyle::Literal | ScalarStyle::Folded));
        let bracket = self.bracket();
        blame::Context {
            bracket,
            after_text,
        }
    }

    fn take(&mut self, event: Event<'_>, span: Marks) -> Result<(), SourceError> {
        let start = self.ruler.byte(span.start.index());
        let end = self.ruler.byte(span.end.index()).max(start);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let place = self.ruler.place(start, end);
                    return Err(SourceError::SecondDocument { place });
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), start)?;
                // The parser's own string has spare capacity.
                let text = text.as_ref().to_owned();
                let style = style_of(style);
                self.scalar(Scalar { text, style }, anchor, start..end)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag.as_deref(), start)?;
                self.begin(ItemKind::Sequence, anchor, start..end)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag.as_deref(), start)?;
                self.begin(ItemKind::Mapping, anchor, start..end)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.finish(start);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, start..end),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn refuse_tag(&self, tag: Option<&Tag>, start: usize) -> Result<(), SourceError> {
        match tag {
            Some(_) => Err(syntax::tag(self.ruler, start)),
            None => Ok(()),
        }
    }

    /// The innermost open collection.
    fn parent(&self) -> Option<&Item> {
        self.items.get(self.open.last()?.index)
    }

    /// Whether the next item is a key.
    fn at_key(&self) -> bool {
        let even = self.open.last().is_some_and(|open| open.children % 2 == 0);
        even && self
            .parent()
            .is_some_and(|it| matches!(it.kind, ItemKind::Mapping))
    }

    fn scalar(
        &mut self,
        mut scalar: Scalar,
        anchor: usize,
        span: Range<usize>,
    ) -> Result<(), SourceError> {
        let Range { start, end: after } = span;
        let text = self.ruler.text();
        let found = spans::scalar(text, &scalar, anchor > 0, self.cursor, span);
        if let Some(halves) = self.halves {
            let restored = halves.restore(text, &mut scalar, &found);
            restored.map_err(|at| SourceError::Syntax {
                fault: SyntaxError::HalfCharacter,
                place: self.ruler.place(at, at + mask::ESCAPE),
                detail: String::new(),
            })?;
        }
        let place = self.ruler.place(found.start, found.end);
        if self.at_key() && scalar.style == ScalarStyle::Plain {
            match scalar.text.as_str() {
                "" => {
                    let place = self.ruler.character(start);
                    return Err(SourceError::EmptyKey { place });
                }
                "<<" => return Err(SourceError::MergeKey { place }),
                _ => {}
            }
        }
        // The span of an omitted value is that of the next word.
        self.cursor = match found.is_empty() {
            true => found.end,
            false => found.end.max(after),
        };
        let weight = Weight::scalar(scalar.text.len());
        self.budget.value(weight, anchor, place)?;
        self.single(place, ItemKind::Scalar(scalar), anchor, weight);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>) -> Result<(), SourceError> {
        let place = self.ruler.place(span.start, span.end);
        if self.at_key() {
            return Err(SourceError::ComplexKey { place });
        }
        // An anchor that the parser knows and that has no end yet surrounds the alias.
        let Some(&Anchored { index, weight }) = self.anchors.get(&anchor) else {
            return Err(SourceError::AliasToItself { place });
        };
        self.budget.alias(weight, self.open.len(), place)?;
        self.cursor = span.end;
        self.single(place, ItemKind::Alias(index), 0, weight);
        Ok(())
    }

    fn begin(
        &mut self,
        kind: ItemKind,
        anchor: usize,
        span: Range<usize>,
    ) -> Result<(), SourceError> {
        let text = self.ruler.text();
        let in_mapping = self
            .parent()
            .is_some_and(|it| matches!(it.kind, ItemKind::Mapping));
        let dashed = in_mapping && matches!(kind, ItemKind::Sequence);
        let start = spans::collection(text, anchor > 0, dashed.then_some(self.cursor), span);
        let place = self.ruler.character(start);
        if self.at_key() {
            return Err(SourceError::ComplexKey { place });
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(SourceError::TooDeep { place });
        }
        let bracket = matches!(text.get(place.start..place.end), Some("[" | "{"));
        if let Some(place) = spans::tab_before(self.ruler, start).filter(|_| !bracket) {
            return Err(SourceError::Tab { place });
        }
        let weight = Weight::collection();
        self.budget.value(weight, anchor, place)?;
        let (index, children, end) = (self.items.len(), 0, place.start);
        self.items.push(Item {
            place,
            end: index + 1,
            kind,
        });
        self.open.push(Open {
            index,
            anchor,
            bracket,
            children,
            end,
            weight,
        });
        self.cursor = if bracket { place.end } else { start };
        Ok(())
    }

    /// Ends the innermost collection: after its closing bracket, or with its last child.
    fn finish(&mut self, start: usize) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let closing = self.ruler.text().get(start..start + 1);
        let end = match open.bracket && matches!(closing, Some("]" | "}")) {
            true => start + 1,
            false => open.end,
        };
        self.cursor = self.cursor.max(end);
        let count = self.items.len();
        if let Some(item) = self.items.get_mut(open.index) {
            item.place.end = end;
            item.end = count;
        }
        self.complete(open.index, end, open.anchor, open.weight);
    }

    /// Adds an item without children.
    fn single(&mut self, place: Span, kind: ItemKind, anchor: usize, weight: Weight) {
        let index = self.items.len();
        self.items.push(Item {
            place,
            end: index + 1,
            kind,
        });
        self.complete(index, place.end, anchor, weight);
    }

    /// Informs the parent about an item that has ended, and keeps it for its aliases.
    fn complete(&mut self, index: usize, end: usize, anchor: usize, weight: Weight) {
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
            parent.end = parent.end.max(end);
            parent.weight.add(weight);
        }
        if anchor > 0 {
            self.anchors.insert(anchor, Anchored { index, weight });
        }
    }
}

fn style_of(style: saphyr_parser::ScalarStyle) -> ScalarStyle {
    use saphyr_parser::ScalarStyle as Parsed;
    match style {
        Parsed::Plain => ScalarStyle::Plain,
        Parsed::SingleQuoted => ScalarStyle::SingleQuoted,
        Parsed::DoubleQuoted => ScalarStyle::DoubleQuoted,
        Parsed::Literal => ScalarStyle::Literal,
        Parsed::Folded => ScalarStyle::Folded,
    }
}
