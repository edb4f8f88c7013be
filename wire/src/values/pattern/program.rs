//! Turns an expression into a program for the [search](super::search).

use std::collections::HashMap;
use std::ops::Range;

use regex_syntax::hir::ClassUnicode;

use super::parse::Node;

/// Instructions of a program. The generator accepts no expression that needs more.
const LARGEST: usize = 200_000;

/// The index of an instruction.
pub(super) type Place = usize;

/// An instruction. All but splits, jumps and look-around are followed by the next one.
#[derive(Debug)]
pub(super) enum Insn {
    /// One character of the set, forwards or backwards.
    Set(usize, Direction),
    Start,
    End,
    Boundary {
        negated: bool,
    },
    /// Two ways, the better one first.
    Split(Place, Place),
    Jump(Place),
    /// Look-around: its own instructions follow, up to `Done`. Then the program goes on at `next`.
    Look {
        negated: bool,
        next: Place,
    },
    /// Sets one end of a group, as a number of [`Program::slots`].
    Save(usize),
    /// Forgets the groups of a repetition before each round (ECMA-262, section 22.2.2.3.1).
    Forget(Range<usize>),
    Back(Vec<usize>, Direction),
    /// Remembers the place at which a round of a repetition begins, and leaves rounds that match nothing.
    Enter(usize),
    Leave(usize),
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Forwards,
    /// Look-behind matches from right to left.
    Backwards,
}

/// A compiled expression.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) insns: Vec<Insn>,
    pub(super) sets: Vec<Set>,
    /// The number of the places that groups and repetitions remember. Without back references, there are none.
    pub(super) slots: usize,
    has_back: bool,
    /// The indices of sets that occur in a repetition, by their address in the tree.
    known: HashMap<usize, usize>,
}

/// A set of characters.
#[derive(Debug)]
pub(super) struct Set {
    ascii: u128,
    ranges: Vec<(char, char)>,
}

impl Set {
    fn new(class: &ClassUnicode) -> Self {
        let ranges: Vec<_> = class.iter().map(|range| (range.start(), range.end())).collect();
        let holds = |c: u8| ranges.iter().any(|(from, to)| (*from..=*to).contains(&char::from(c)));
        let ascii = (0..128_u8).filter(|c| holds(*c)).fold(0, |bits, c| bits | 1_u128 << c);
        Self { ascii, ranges }
    }

    pub(super) fn contains(&self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii >> u32::from(c) & 1 == 1;
        }
        let behind = self.ranges.partition_point(|(_, to)| *to < c);
        self.ranges.get(behind).is_some_and(|(from, _)| *from <= c)
    }
}

impl Program {
    /// Compiles an expression; `None` if it is too large.
    pub(super) fn new(node: &Node) -> Option<Self> {
        let mut program = Self { has_back: has_back(node), ..Self::default() };
        if program.has_back {
            program.slots = 2 * (groups(node) + 1);
        }
        program.node(node, Direction::Forwards)?;
        program.put(Insn::Done)?;
        program.known.clear();
        Some(program)
    }

    fn put(&mut self, insn: Insn) -> Option<Place> {
        self.insns.push(insn);
        (self.insns.len() <= LARGEST).then_some(self.insns.len() - 1)
    }

    /// Sets where a split or jump leads that was put before.
    fn lead(&mut self, from: Place, to: Place, lazy: bool) {
        match self.insns.get_mut(from) {
            Some(Insn::Split(first, _)) if lazy => *first = to,
            Some(Insn::Split(_, second)) => *second = to,
            Some(Insn::Jump(next) | Insn::Look { next, .. }) => *next = to,
            _ => {}
        }
    }

    fn node(&mut self, node: &Node, direction: Direction) -> Option<()> {
        match node {
            Node::Set(class) => {
                let set =
                    *self.known.entry(std::ptr::from_ref(class).addr()).or_insert_with(|| {
                        self.sets.push(Set::new(class));
                        self.sets.len() - 1
                    });
                self.put(Insn::Set(set, direction))?;
            }
            Node::Start => drop(self.put(Insn::Start)?),
            Node::End => drop(self.put(Insn::End)?),
            Node::Boundary { negated } => drop(self.put(Insn::Boundary { negated: *negated })?),
            Node::Concat(nodes) if direction == Direction::Backwards => {
                nodes.iter().rev().try_for_each(|node| self.node(node, direction))?;
            }
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.node(node, direction))?,
            Node::Either(nodes) => self.either(nodes, direction)?,
            Node::Group(_, node) if !self.has_back => self.node(node, direction)?,
            Node::Group(number, node) => {
                let (first, last) = match direction {
                    Direction::Forwards => (2 * number, 2 * number + 1),
                    Direction::Backwards => (2 * number + 1, 2 * number),
                };
                self.put(Insn::Save(first))?;
                self.node(node, direction)?;
                self.put(Insn::Save(last))?;
            }
            Node::Look { ahead, negated, node } => {
                let look = self.put(Insn::Look { negated: *negated, next: 0 })?;
                let inside = if *ahead { Direction::Forwards } else { Direction::Backwards };
                self.node(node, inside)?;
                self.put(Insn::Done)?;
                self.lead(look, self.insns.len(), false);
            }
            Node::Back(groups) => drop(self.put(Insn::Back(groups.clone(), direction))?),
            Node::Repeat { node, least, most, lazy, groups } => {
                for _ in 0..*least {
                    let before = self.insns.len();
                    self.round(node, direction, groups, false)?;
                    if self.insns.len() == before {
                        break;
                    }
                }
                let Some(most) = most else {
                    let start = self.put(Insn::Split(0, 0))?;
                    self.lead(start, start + 1, !lazy);
                    self.round(node, direction, groups, true)?;
                    self.put(Insn::Jump(start))?;
                    self.lead(start, self.insns.len(), *lazy);
                    return Some(());
                };
                let mut splits = Vec::new();
                for _ in *least..*most {
                    let split = self.put(Insn::Split(0, 0))?;
                    self.lead(split, split + 1, !lazy);
                    splits.push(split);
                    self.round(node, direction, groups, true)?;
                }
                for split in splits {
                    self.lead(split, self.insns.len(), *lazy);
                }
            }
        }
        Some(())
    }

    /// Puts the instructions of one round of a repetition.
    fn round(
        &mut self,
        node: &Node,
        direction: Direction,
        groups: &Range<usize>,
        must_move: bool,
    ) -> Option<()> {
        if !self.has_back {
            return self.node(node, direction);
        }
        let slot = self.slots;
        self.slots += usize::from(must_move);
        if !groups.is_empty() {
            self.put(Insn::Forget(2 * groups.start..2 * groups.end))?;
        }
        if must_move {
            self.put(Insn::Enter(slot))?;
        }
        self.node(node, direction)?;
        if must_move {
            self.put(Insn::Leave(slot))?;
        }
        Some(())
    }

    fn either(&mut self, nodes: &[Node], direction: Direction) -> Option<()> {
        let Some((last, others)) = nodes.split_last() else { return Some(()) };
        let mut ends = Vec::new();
        for node in others {
            let split = self.put(Insn::Split(0, 0))?;
            self.lead(split, split + 1, true);
            self.node(node, direction)?;
            ends.push(self.put(Insn::Jump(0))?);
            self.lead(split, self.insns.len(), false);
        }
        self.node(last, direction)?;
        for end in ends {
            self.lead(end, self.insns.len(), false);
        }
        Some(())
    }

    /// Returns whether a match can only begin at the start of the text.
    pub(super) fn is_anchored(&self) -> bool {
        matches!(self.insns.first(), Some(Insn::Start))
    }
}

/// Returns the parts of an expression.
fn parts(node: &Node) -> &[Node] {
    match node {
        Node::Concat(nodes) | Node::Either(nodes) => nodes,
        Node::Group(_, node) | Node::Look { node, .. } | Node::Repeat { node, .. } => {
            std::slice::from_ref(node)
        }
        _ => &[],
    }
}

fn has_back(node: &Node) -> bool {
    matches!(node, Node::Back(_)) || parts(node).iter().any(has_back)
}

/// Returns the highest number of a group.
fn groups(node: &Node) -> usize {
    let own = if let Node::Group(number, _) = node { *number } else { 0 };
    parts(node).iter().map(groups).fold(own, usize::max)
}
