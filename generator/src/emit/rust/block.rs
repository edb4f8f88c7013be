//! Statements and the arms of a match, each on a line of its own.

use super::item::attributes;
use super::line::{Printer, STEP, first_element, is_hard};
use super::space::Class;
use super::tree::{Kind, Level, Piece};

/// Words whose expression is a statement without a semicolon.
const CONTROL: &[&str] = &["if", "match", "for", "while", "loop"];

impl Printer<'_> {
    /// The statements of a block, each on its line.
    pub(super) fn statements(&mut self, level: &Level, indent: usize) {
        let mut rest = level.pieces.as_slice();
        while !rest.is_empty() {
            let (attributes, behind) = attributes(rest);
            for attribute in &attributes {
                self.new_line(indent + STEP);
                self.attribute(attribute);
            }
            let (statement, behind) = behind.split_at(self.statement_end(behind));
            rest = behind;
            if matches!(statement, [empty] if empty.class == Class::Stop) {
                continue;
            }
            self.new_line(indent + STEP);
            self.run(statement, indent + STEP, 0);
        }
        self.new_line(indent);
    }

    /// How many pieces a statement has, its semicolon included.
    fn statement_end(&self, pieces: &[Piece]) -> usize {
        let first = pieces.first().map(|piece| (piece.class, self.tree.text(piece)));
        let control = match first {
            Some((Class::Keyword, word)) => CONTROL.contains(&word),
            Some((Class::Brace, _)) => true,
            _ => false,
        };
        for (index, piece) in pieces.iter().enumerate() {
            if piece.class == Class::Stop && self.tree.text(piece) == ";" {
                return index + 1;
            }
            let next = pieces.get(index + 1);
            let goes_on = next.is_some_and(|next| {
                matches!(next.class, Class::Dot | Class::Question)
                    || (next.class == Class::Keyword && self.tree.text(next) == "else")
            });
            if control && piece.class == Class::Brace && !goes_on {
                return index + 1;
            }
        }
        pieces.len()
    }

    /// The arms of a match, each on its line.
    pub(super) fn arms(&mut self, level: &Level, indent: usize) {
        let inner = indent + STEP;
        let mut rest = level.pieces.as_slice();
        while !rest.is_empty() {
            let is_arrow =
                |piece: &Piece| piece.class == Class::Binary && self.tree.text(piece) == "=>";
            let arrow = rest.iter().position(is_arrow).map_or(rest.len(), |at| at + 1);
            let (pattern, behind) = rest.split_at(arrow);
            self.new_line(inner);
            self.run(pattern, inner, 1);
            self.push(" ");
            let block = behind.first().and_then(|piece| piece.group.as_deref());
            if let Some(group) = block.filter(|group| group.kind == Kind::Block) {
                self.open(group, inner);
                let comma = behind.get(1).is_some_and(|piece| piece.class == Class::Stop);
                rest = behind.get(1 + usize::from(comma)..).unwrap_or_default();
                continue;
            }
            let body = first_element(behind);
            rest = behind.get(body.len() + 1..).unwrap_or_default();
            self.body_of_arm(body, inner);
        }
        self.new_line(indent);
    }

    /// What an arm is worth: beside its pattern, or in braces below it.
    fn body_of_arm(&mut self, body: &[Piece], indent: usize) {
        if self.fits(body, 1) || is_hard(body) {
            self.run(body, indent, 1);
            self.push(",");
            return;
        }
        self.push("{");
        self.new_line(indent + STEP);
        self.run(body, indent + STEP, 0);
        self.new_line(indent);
        self.push("}");
    }
}
