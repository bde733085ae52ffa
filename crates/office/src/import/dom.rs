//! The tree of a page, as browsers build it, within bounds that hold while it is built: the parser's work grows with
//! the square of attributes and of nesting.
//!
//! It never looks at what a page says.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, TokenizerResult};
use markup5ever_rcdom::{Handle, Node, RcDom};

use super::attributes::Attributes;
use super::bounds::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_NODES};
use super::error::{ImportError, PageLimit};

/// Bytes that the parser gets at once; between them it is asked whether a bound was passed.
const PIECE: usize = 512;
/// Steps over neighbours in the tree, where the parser puts something before a table or takes something away.
const MAX_STEPS: usize = 50_000_000;

/// The tree of a page.
///
/// # Errors
/// [`ImportError::Page`] with the line where a bound is passed.
pub(super) fn parse(text: &str) -> Result<RcDom, ImportError> {
    let tree = TreeBuilder::new(Tree::default(), TreeBuilderOpts::default());
    let sink = Tokens {
        tree,
        count: Cell::default(),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut attributes = Attributes::default();
    let mut line = 1;
    for piece in pieces(text) {
        let before = tokenizer.sink.count.get();
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        attributes.advance(piece, tokenizer.sink.count.get() > before);
        let limit = match attributes.count() > MAX_ATTRIBUTES {
            true => Some(PageLimit::Attributes),
            false => tokenizer.sink.tree.sink.passed.get(),
        };
        if let Some(limit) = limit {
            return Err(ImportError::Page { limit, line });
        }
        line += piece.matches('\n').count();
    }
    tokenizer.end();
    Ok(tokenizer.sink.tree.sink.dom)
}

/// The text in pieces; a `<` is one of its own, so that what the parser answers to it is known.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match rest.as_bytes().first()? {
            b'<' => 1,
            _ => {
                let most = rest.floor_char_boundary(PIECE);
                rest.get(..most)?.find('<').unwrap_or(most)
            }
        };
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

/// What the tokenizer says, counted on its way to the tree.
struct Tokens {
    tree: TreeBuilder<Handle, Tree>,
    count: Cell<usize>,
}

impl TokenSink for Tokens {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        // Errors are reported within tags as well.
        if !matches!(token, Token::ParseError(_)) {
            self.count.set(self.count.get() + 1);
        }
        self.tree.process_token(token, line)
    }

    fn end(&self) {
        self.tree.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.tree
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tree, with the depth of its elements.
#[derive(Default)]
struct Tree {
    dom: RcDom,
    depths: RefCell<HashMap<*const Node, usize>>,
    nodes: Cell<usize>,
    steps: Cell<usize>,
    passed: Cell<Option<PageLimit>>,
}

impl Tree {
    fn depth(&self, node: &Handle) -> usize {
        let depths = self.depths.borrow();
        depths.get(&Rc::as_ptr(node)).copied().unwrap_or_default()
    }

    fn place(&self, node: &Handle, depth: usize) {
        self.depths.borrow_mut().insert(Rc::as_ptr(node), depth);
        if depth > MAX_DEPTH {
            self.passed.set(Some(PageLimit::Depth));
        }
    }

    fn count(&self) {
        self.nodes.set(self.nodes.get() + 1);
        if self.nodes.get() > MAX_NODES {
            self.passed.set(Some(PageLimit::Nodes));
        }
    }

    /// Counts the neighbours of a node, all of which are looked at.
    fn pass(&self, node: &Handle) {
        let parent = node.parent.take();
        let above = parent.as_ref().and_then(std::rc::Weak::upgrade);
        node.parent.set(parent);
        self.step(above.map_or(0, |parent| parent.children.borrow().len()));
    }

    fn step(&self, steps: usize) {
        self.steps.set(self.steps.get().saturating_add(steps));
        if self.steps.get() > MAX_STEPS {
            self.passed.set(Some(PageLimit::Nodes));
        }
    }

    fn entered(&self, child: &NodeOrText<Handle>, depth: usize) {
        match child {
            NodeOrText::AppendNode(node) => self.place(node, depth),
            NodeOrText::AppendText(_) => self.count(),
        }
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = RcDom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> RcDom {
        self.dom
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.dom.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.dom.elem_name(target)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        self.count();
        self.dom.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.count();
        self.dom.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.count();
        self.dom.create_pi(target, data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.entered(&child, self.depth(parent) + 1);
        self.dom.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        self.pass(element);
        self.entered(&child, self.depth(element).max(self.depth(previous) + 1));
        self.dom
            .append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.dom.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let content = self.dom.get_template_contents(target);
        self.place(&content, self.depth(target) + 1);
        content
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        self.dom.same_node(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.dom.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.pass(sibling);
        self.entered(&child, self.depth(sibling));
        self.dom.append_before_sibling(sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        // Those there are looked at each time; a page has one `html` and one `body`.
        self.step(
            attributes
                .len()
                .saturating_mul(MAX_STEPS / (8 * MAX_ATTRIBUTES)),
        );
        self.dom.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.pass(target);
        self.dom.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.step(node.children.borrow().len());
        self.dom.reparent_children(node, parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        self.dom.is_mathml_annotation_xml_integration_point(target)
    }
}
