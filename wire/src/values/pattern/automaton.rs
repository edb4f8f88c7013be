//! Matches by a finite automaton: in time linear in the length of the text, for expressions without look-around and
//! back references.

use std::panic::{RefUnwindSafe, UnwindSafe};

use regex_automata::Input;
use regex_automata::hybrid::dfa::{Cache, Config, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_syntax::hir::{Class, Hir, Look, Repetition};

use super::parse::Node;

/// Memory for an expression, in bytes.
const MOST_MEMORY: usize = 10 << 20;
/// Memory for the states that texts lead to, in bytes.
const CACHE: usize = 2 << 20;

/// An automaton, whose states are built as texts need them.
#[derive(Debug)]
pub(super) struct Automaton {
    dfa: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>>,
}

impl Automaton {
    /// Returns `None` if the expression needs look-around or back references, or is too large.
    pub(super) fn new(node: &Node) -> Option<Self> {
        let config = thompson::Config::new()
            .nfa_size_limit(Some(MOST_MEMORY))
            .which_captures(WhichCaptures::None);
        let nfa = thompson::Compiler::new().configure(config).build_from_hir(&hir(node)?).ok()?;
        // Some texts lead to a new state at nearly each character, and each state costs as much as the expression is
        // large. Such a search is given up.
        let config = Config::new()
            .cache_capacity(CACHE)
            .skip_cache_capacity_check(true)
            .minimum_cache_clear_count(Some(2))
            .minimum_bytes_per_state(Some(nfa.states().len().max(16)));
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        let of_cache = dfa.clone();
        let caches = Pool::new(Box::new(move || of_cache.create_cache()) as Box<_>);
        Some(Self { dfa, caches })
    }

    /// Returns whether `text` contains a match; `None` if the search was given up.
    pub(super) fn is_match(&self, text: &str) -> Option<bool> {
        let input = Input::new(text).earliest(true);
        let found = self.dfa.try_search_fwd(&mut self.caches.get(), &input);
        found.ok().map(|found| found.is_some())
    }
}

/// Returns the expression for the automaton. Captures and lazy repetitions make no difference to whether it matches.
fn hir(node: &Node) -> Option<Hir> {
    let all = |nodes: &[Node]| nodes.iter().map(hir).collect::<Option<Vec<Hir>>>();
    Some(match node {
        Node::Set(set) => Hir::class(Class::Unicode(set.clone())),
        Node::Start => Hir::look(Look::Start),
        Node::End => Hir::look(Look::End),
        Node::Boundary { negated: false } => Hir::look(Look::WordAscii),
        // Between the bytes of a character there is no word boundary either.
        Node::Boundary { negated: true } | Node::Look { .. } | Node::Back(_) => return None,
        Node::Concat(nodes) => Hir::concat(all(nodes)?),
        Node::Either(nodes) => Hir::alternation(all(nodes)?),
        Node::Group(_, node) => hir(node)?,
        Node::Repeat { node, least, most, .. } => Hir::repetition(Repetition {
            min: *least,
            max: *most,
            greedy: true,
            sub: Box::new(hir(node)?),
        }),
    })
}
