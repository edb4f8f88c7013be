//! Finds places in YAML text: one pass over its events.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use super::Targets;

/// The places to find below the nodes with these anchors.
pub(super) type Anchors = BTreeMap<usize, Vec<usize>>;

/// Walks the text and records positions. Returns the places to find below anchors, since aliases to them were
/// met: an anchor comes before its aliases, so this needs another pass.
pub(super) fn pass(text: &str, targets: &mut Targets, anchors: &Anchors) -> Anchors {
    let mut walk = Walk { targets, anchors, new: Anchors::new(), frames: Vec::new() };
    for event in Parser::new_from_str(text) {
        // Syntax errors have been reported; what was found before them still counts.
        let Ok((event, span)) = event else { break };
        walk.event(&event, span);
    }
    walk.new
}

struct Walk<'w> {
    targets: &'w mut Targets,
    anchors: &'w Anchors,
    new: Anchors,
    frames: Vec<Frame>,
}

/// An open object or array.
struct Frame {
    state: State,
    /// The targets places whose value this is, or that are below it.
    places: Vec<usize>,
    /// The pointers that were recorded here.
    own: Vec<usize>,
}

enum State {
    /// In an array, before the element of this index.
    Element(usize),
    /// In an object, before a key.
    Key,
    /// In an object, before the value of a key that leads to these places.
    Value(Vec<usize>, Range<usize>),
    /// In an object, before what `<<` merges into it.
    Merge,
    /// In a list of objects that `<<` merges.
    Merges,
}

/// The role of a node in the object or array around it.
enum Role {
    Key,
    Value(Vec<usize>, Option<Range<usize>>),
    Merge(Vec<usize>),
}

impl Walk<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::Scalar(text, style, ..) => {
                let is_merge = text == "<<" && *style == ScalarStyle::Plain;
                let role = self.role(Some((text, is_merge)), &range);
                self.note(role, &range, true);
            }
            Event::Alias(anchor) => {
                let role = self.role(None, &range);
                let (places, _) = self.note(role, &range, true);
                self.follow(*anchor, &places);
            }
            Event::SequenceStart(_, anchor, _) => {
                let role = self.role(None, &range);
                let merges = matches!(role, Role::Merge(_));
                let state = if merges { State::Merges } else { State::Element(0) };
                self.open(role, state, *anchor, &range);
            }
            Event::MappingStart(_, anchor, _) => {
                let role = self.role(None, &range);
                self.open(role, State::Key, *anchor, &range);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            _ => {}
        }
    }

    /// Returns the role of the next node, and advances the state of the object or array around it.
    fn role(&mut self, scalar: Option<(&str, bool)>, range: &Range<usize>) -> Role {
        let Some(frame) = self.frames.last_mut() else {
            return Role::Value(vec![0], None);
        };
        match &mut frame.state {
            State::Element(index) => {
                let segment = index.to_string();
                *index += 1;
                Role::Value(self.targets.children(&frame.places, &segment), None)
            }
            State::Key => {
                frame.state = match scalar {
                    Some((_, true)) => State::Merge,
                    Some((text, false)) => {
                        State::Value(self.targets.children(&frame.places, text), range.clone())
                    }
                    None => State::Value(Vec::new(), range.clone()),
                };
                Role::Key
            }
            State::Value(places, key) => {
                let role = Role::Value(std::mem::take(places), Some(key.clone()));
                frame.state = State::Key;
                role
            }
            State::Merge => {
                frame.state = State::Key;
                Role::Merge(frame.places.clone())
            }
            State::Merges => Role::Merge(frame.places.clone()),
        }
    }

    /// Records the position of a node. Returns the places to find below it, and those that it is.
    fn note(
        &mut self,
        role: Role,
        range: &Range<usize>,
        is_scalar: bool,
    ) -> (Vec<usize>, Vec<usize>) {
        let (places, key) = match role {
            Role::Key => return (Vec::new(), Vec::new()),
            Role::Merge(places) => return (places, Vec::new()),
            Role::Value(places, key) => (places, key),
        };
        let mut own = Vec::new();
        for index in &places {
            let Some(place) = self.targets.places.get_mut(*index) else { continue };
            // An object's own key takes precedence over a merged one.
            if place.value.is_none() {
                place.key.clone_from(&key);
                place.value = Some(range.clone());
                place.is_scalar = is_scalar;
                own.push(*index);
            }
        }
        (places, own)
    }

    fn open(&mut self, role: Role, state: State, anchor: usize, range: &Range<usize>) {
        let (mut places, own) = self.note(role, range, false);
        if let Some(more) = self.anchors.get(&anchor) {
            places.extend(more);
        }
        self.frames.push(Frame { state, places, own });
    }

    fn close(&mut self, end: usize) {
        for index in self.frames.pop().map(|frame| frame.own).unwrap_or_default() {
            if let Some(value) =
                self.targets.places.get_mut(index).and_then(|place| place.value.as_mut())
            {
                value.end = end;
            }
        }
    }

    /// Places below an alias are to be found below its anchor.
    fn follow(&mut self, anchor: usize, places: &[usize]) {
        for place in places {
            let known =
                |anchors: &Anchors| anchors.get(&anchor).is_some_and(|it| it.contains(place));
            if self.targets.is_open(*place) && !known(self.anchors) && !known(&self.new) {
                self.new.entry(anchor).or_default().push(*place);
            }
        }
    }
}
