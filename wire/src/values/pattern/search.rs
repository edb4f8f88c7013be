//! Matches by trying one way after the other, for expressions that an automaton does not match.
//!
//! Without back references, whether the rest of a text matches depends only on the instruction and the place in the
//! text. It is found out once for each pair, so the time is linear in the length of the text. With back references it
//! may grow exponentially. Both count their steps, and are given up when none are left.

use std::collections::HashMap;
use std::ops::Range;

use super::program::{Direction, Insn, Place, Program};
use crate::values::budget::Steps;

/// The largest table of all pairs, in bytes. Of more pairs, only those that are tried are kept.
const LARGEST_TABLE: usize = 16 << 20;
/// The number of pairs that are kept then, and the steps that each of them takes in addition.
const MOST_KEPT: usize = 1 << 19;
const KEEP: usize = 24;

/// Returns whether `text` contains a match; `None` if that takes too many steps.
pub(super) fn is_match(program: &Program, text: &str, steps: &mut Steps) -> Option<bool> {
    let all = program.insns.len().saturating_mul(text.len() + 1);
    let pairs = match all {
        _ if program.slots > 0 => Pairs::Unknown,
        0..=LARGEST_TABLE if steps.take(all / 64) => Pairs::All(vec![Pair::New; all]),
        _ => Pairs::Some(HashMap::new()),
    };
    let mut search = Search {
        program,
        text,
        steps,
        slots: vec![None; program.slots],
        todo: Vec::new(),
        pairs,
        path: Vec::new(),
        failed: Vec::new(),
    };
    let last = if program.is_anchored() { 0 } else { text.len() };
    for at in (0..=last).filter(|at| text.is_char_boundary(*at)) {
        if search.run(0, at)? {
            return Some(true);
        }
    }
    Some(false)
}

/// What is known about an instruction at a place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Pair {
    New,
    /// It is being tried.
    Open,
    Fails,
    Matches,
}

/// What is known about all pairs.
enum Pairs {
    /// With back references, nothing can be known.
    Unknown,
    All(Vec<Pair>),
    Some(HashMap<usize, Pair>),
}

impl Pairs {
    fn set(&mut self, index: usize, pair: Pair) {
        match self {
            Self::Unknown => {}
            Self::All(pairs) => {
                if let Some(held) = pairs.get_mut(index) {
                    *held = pair;
                }
            }
            Self::Some(pairs) => drop(pairs.insert(index, pair)),
        }
    }
}

/// What is left to do when a way fails.
enum Todo {
    /// Try another way. The number is the length of the path to it.
    Try(Place, usize, usize),
    /// Restore a slot.
    Restore(usize, Option<usize>),
}

struct Search<'s> {
    program: &'s Program,
    text: &'s str,
    steps: &'s mut Steps,
    /// The ends of groups and the starts of rounds.
    slots: Vec<Option<usize>>,
    todo: Vec<Todo>,
    pairs: Pairs,
    /// The open pairs on the current way.
    path: Vec<usize>,
    /// The pairs that were found to fail in the current run.
    failed: Vec<usize>,
}

impl Search<'_> {
    /// Runs the program from an instruction up to `Done`.
    fn run(&mut self, mut place: Place, mut at: usize) -> Option<bool> {
        let (todo, path, failed) = (self.todo.len(), self.path.len(), self.failed.len());
        let mut had_cycle = false;
        let program = self.program;
        let found = loop {
            if !self.steps.take(1) {
                return None;
            }
            let goes_on = match program.insns.get(place)? {
                Insn::Done => break true,
                Insn::Set(set, direction) => match self.character(at, *direction) {
                    Some((c, next)) if program.sets.get(*set)?.contains(c) => {
                        at = next;
                        Some(place + 1)
                    }
                    _ => None,
                },
                Insn::Start => (at == 0).then_some(place + 1),
                Insn::End => (at == self.text.len()).then_some(place + 1),
                Insn::Boundary { negated } => {
                    (self.is_boundary(at) != *negated).then_some(place + 1)
                }
                Insn::Split(..) | Insn::Jump(_) => match self.open(place, at)? {
                    Pair::Matches => break true,
                    Pair::Fails => None,
                    Pair::Open => {
                        had_cycle = true;
                        None
                    }
                    Pair::New => match program.insns.get(place)? {
                        Insn::Split(first, second) => {
                            self.todo.push(Todo::Try(*second, at, self.path.len()));
                            Some(*first)
                        }
                        Insn::Jump(next) => Some(*next),
                        _ => None,
                    },
                },
                Insn::Look { negated, next } => {
                    (self.look(place + 1, at, *negated)? != *negated).then_some(*next)
                }
                Insn::Save(slot) | Insn::Enter(slot) => {
                    self.set(*slot, Some(at));
                    Some(place + 1)
                }
                Insn::Forget(slots) => {
                    slots.clone().for_each(|slot| self.set(slot, None));
                    Some(place + 1)
                }
                Insn::Leave(slot) => {
                    (self.slots.get(*slot) != Some(&Some(at))).then_some(place + 1)
                }
                Insn::Back(groups, direction) => {
                    let moved = self.repeat(groups, at, *direction)?;
                    at = moved.unwrap_or(at);
                    moved.map(|_| place + 1)
                }
            };
            place = match goes_on {
                Some(next) => next,
                None => match self.backtrack(todo) {
                    Some((next, there)) => {
                        at = there;
                        next
                    }
                    None => break false,
                },
            };
        };
        self.close(path, failed, found, had_cycle);
        if found {
            // Other ways are not tried any more, but slots are restored when the way as a whole fails.
            let mut kept = self.todo.split_off(todo);
            kept.retain(|todo| matches!(todo, Todo::Restore(..)));
            self.todo.append(&mut kept);
        }
        Some(found)
    }

    /// Looks ahead or behind. A negated look-around forgets its groups.
    fn look(&mut self, place: Place, at: usize, negated: bool) -> Option<bool> {
        let todo = self.todo.len();
        let found = self.run(place, at)?;
        if found && negated {
            self.backtrack(todo);
        }
        Some(found)
    }

    /// Restores slots back to the last way that is left to try.
    fn backtrack(&mut self, down_to: usize) -> Option<(Place, usize)> {
        while self.todo.len() > down_to {
            match self.todo.pop()? {
                Todo::Try(place, at, length) => {
                    self.fail(length);
                    return Some((place, at));
                }
                Todo::Restore(slot, value) => {
                    if let Some(held) = self.slots.get_mut(slot) {
                        *held = value;
                    }
                }
            }
        }
        None
    }

    fn set(&mut self, slot: usize, value: Option<usize>) {
        if let Some(held) = self.slots.get_mut(slot) {
            self.todo.push(Todo::Restore(slot, *held));
            *held = value;
        }
    }

    /// Returns what is known about a pair, and opens it if it is new; `None` if that takes too many steps.
    fn open(&mut self, place: Place, at: usize) -> Option<Pair> {
        let index = place * (self.text.len() + 1) + at;
        let known = match &self.pairs {
            Pairs::Unknown => return Some(Pair::New),
            Pairs::All(pairs) => pairs.get(index).copied(),
            Pairs::Some(pairs) => {
                if pairs.len() >= MOST_KEPT || !self.steps.take(KEEP) {
                    return None;
                }
                pairs.get(&index).copied()
            }
        };
        let known = known.unwrap_or(Pair::New);
        if known == Pair::New {
            self.pairs.set(index, Pair::Open);
            self.path.push(index);
        }
        Some(known)
    }

    /// Marks the open pairs behind the first `length` ones as failed.
    fn fail(&mut self, length: usize) {
        for index in self.path.drain(length.min(self.path.len())..) {
            self.pairs.set(index, Pair::Fails);
            self.failed.push(index);
        }
    }

    /// Marks the pairs of a run that has ended.
    fn close(&mut self, path: usize, failed: usize, found: bool, had_cycle: bool) {
        if found {
            for index in self.path.drain(path..) {
                self.pairs.set(index, Pair::Matches);
            }
        } else {
            self.fail(path);
        }
        // A pair may have failed only because it led back to an open one, which then matched in another way.
        for index in self.failed.drain(failed..).filter(|_| found && had_cycle) {
            self.pairs.set(index, Pair::New);
        }
    }

    fn character(&self, at: usize, direction: Direction) -> Option<(char, usize)> {
        match direction {
            Direction::Forwards => {
                let c = self.text.get(at..)?.chars().next()?;
                Some((c, at + c.len_utf8()))
            }
            Direction::Backwards => {
                let c = self.text.get(..at)?.chars().next_back()?;
                Some((c, at - c.len_utf8()))
            }
        }
    }

    fn is_boundary(&self, at: usize) -> bool {
        let is_word = |at: Option<usize>| {
            let byte = at.and_then(|at| self.text.as_bytes().get(at));
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        is_word(at.checked_sub(1)) != is_word(Some(at))
    }

    /// Matches a group again. Returns the place behind it; a group that matched nothing yet matches anywhere. The
    /// outer `None` means that it takes too many steps.
    #[allow(clippy::option_option)]
    fn repeat(
        &mut self,
        groups: &[usize],
        at: usize,
        direction: Direction,
    ) -> Option<Option<usize>> {
        let range = groups.iter().find_map(|group| self.range(*group));
        let group = self.text.get(range.unwrap_or(0..0)).unwrap_or_default();
        if !self.steps.take(group.len() / 8) {
            return None;
        }
        Some(match direction {
            Direction::Forwards => {
                let fits = self.text.get(at..).is_some_and(|rest| rest.starts_with(group));
                fits.then_some(at + group.len())
            }
            Direction::Backwards => {
                let fits = self.text.get(..at).is_some_and(|rest| rest.ends_with(group));
                fits.then(|| at - group.len())
            }
        })
    }

    fn range(&self, group: usize) -> Option<Range<usize>> {
        let slot = |index: usize| self.slots.get(index).copied().flatten();
        Some(slot(2 * group)?..slot(2 * group + 1)?)
    }
}
