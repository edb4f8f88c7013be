//! Tokens as a tree of pieces, each with its width on one line and the kind of lines that it needs.

use std::ops::Range;

use super::lex::{Token, next};
use super::space::{Class, begins, between, of_word};

/// All pieces of a file, with the code that they are of.
#[derive(Debug)]
pub(super) struct Tree<'c> {
    code: &'c str,
    pub(super) root: Level,
    /// The modules that something is named in.
    modules: Vec<&'static str>,
    /// The pieces of the levels that are open, those of the innermost last.
    open: Vec<Piece>,
}

/// Modules that files import when they name something in them.
const MODULES: [&str; 6] = ["wire", "types", "headers", "problems", "security", "operations"];

/// The pieces between two delimiters.
#[derive(Debug, Default)]
pub(super) struct Level {
    pub(super) pieces: Vec<Piece>,
    /// Whether it cannot stand on one line.
    pub(super) hard: bool,
}

/// A token, or a group of them.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where its text stands.
    place: Range<usize>,
    /// Its width on one line, with the space in front.
    pub(super) width: usize,
    pub(super) class: Class,
    /// Whether a space stands in front of it.
    pub(super) space: bool,
    pub(super) group: Option<Box<Group>>,
}

/// What stands between delimiters.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: Kind,
    pub(super) level: Level,
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `( )`
    Parens,
    /// `( )` of a macro, to which a comma at the end can mean something.
    Macro,
    /// `[ ]`
    Brackets,
    /// `{ }` of a struct's value.
    Braces,
    /// `{ }` of an import.
    Imports,
    /// The fields of a struct, the variants of an enum.
    Fields,
    /// The items of a module, an impl or a trait.
    Items,
    /// Statements.
    Block,
    /// One expression that may stand on the line of a closure.
    Inline,
    /// The arms of a match.
    Arms,
}

impl Kind {
    pub(super) fn delimiters(self) -> (char, char) {
        match self {
            Self::Parens | Self::Macro => ('(', ')'),
            Self::Brackets => ('[', ']'),
            _ => ('{', '}'),
        }
    }

    /// Whether what stands in it on one line has spaces around it.
    pub(super) fn is_padded(self) -> bool {
        !matches!(self, Self::Parens | Self::Macro | Self::Brackets | Self::Imports)
    }
}

impl<'c> Tree<'c> {
    pub(super) fn new(code: &'c str) -> Self {
        let (root, modules, open) = (Level::default(), Vec::new(), Vec::new());
        let mut tree = Self { code, root, modules, open };
        let mut at = 0;
        tree.root = tree.level(&mut at);
        tree
    }

    /// The text of a piece that is no group.
    pub(super) fn text(&self, piece: &Piece) -> &'c str {
        self.code.get(piece.place.clone()).unwrap_or_default()
    }

    /// Whether a module is imported of which nothing is named.
    pub(super) fn is_idle(&self, module: &str) -> bool {
        MODULES.contains(&module) && !self.modules.contains(&module)
    }

    /// Reads tokens up to the delimiter that closes them.
    fn level(&mut self, at: &mut usize) -> Level {
        let mut reader = Reader::default();
        let begin = self.open.len();
        while let Some((token, place)) = next(self.code, *at) {
            *at = place.end;
            let text = self.code.get(place.clone()).unwrap_or_default();
            match token {
                Token::Close => break,
                Token::Open => {
                    let level = self.level(at);
                    let kind = match text {
                        "(" if reader.last() == Class::Bang => Kind::Macro,
                        "(" => Kind::Parens,
                        "[" => Kind::Brackets,
                        _ => reader.braces(&level),
                    };
                    self.open.push(reader.group(kind, level));
                }
                Token::Word => {
                    reader.word(text);
                    // A lifetime stands before a type, as a keyword does.
                    let class = if reader.quote { Class::Keyword } else { of_word(text) };
                    self.open.push(reader.token(place, class));
                    reader.closure = matches!(text, "async" | "move");
                }
                Token::Literal => self.open.push(reader.token(place, Class::Word)),
                Token::Sign => {
                    let class = reader.sign(text);
                    if class == Class::Path {
                        self.name_module(begin);
                    }
                    self.open.push(reader.token(place, class));
                    reader.quote = text == "'";
                }
            }
        }
        Level { pieces: self.open.split_off(begin), hard: reader.hard }
    }

    /// Something is named by a path that begins with the last piece of the level that begins there.
    fn name_module(&mut self, begin: usize) {
        let level = self.open.get(begin..).unwrap_or_default();
        let Some(last) = level.last().filter(|piece| piece.group.is_none()) else { return };
        let known = MODULES.iter().find(|module| **module == self.text(last)).copied();
        if let Some(module) = known.filter(|module| !self.modules.contains(module)) {
            self.modules.push(module);
        }
    }
}

/// What is known while the pieces of a level are read.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // each is what one token leaves behind
struct Reader {
    /// Whether the level cannot stand on one line.
    hard: bool,
    last: Option<Class>,
    /// What the next braces are, by the keyword that was read.
    next: Option<Kind>,
    /// Whether the parameters of a closure are open.
    bar: bool,
    /// Whether the last sign was `'`, so that a lifetime follows.
    quote: bool,
    /// Whether the last word was `async` or `move`.
    closure: bool,
    /// Whether braces here would be statements: behind `=>` or `=`.
    opens_block: bool,
}

impl Reader {
    fn last(&self) -> Class {
        self.last.unwrap_or(Class::Begin)
    }

    fn word(&mut self, word: &str) {
        let kind = match word {
            "struct" | "enum" => Kind::Fields,
            "impl" | "trait" | "mod" => Kind::Items,
            "fn" | "if" | "for" | "while" | "loop" | "else" | "async" | "move" => Kind::Block,
            "match" => Kind::Arms,
            "use" => Kind::Imports,
            _ => return,
        };
        // The first one tells: a function may answer with an `impl`, an impl is `for` something.
        self.next.get_or_insert(kind);
    }

    /// What the braces that follow are.
    fn braces(&mut self, level: &Level) -> Kind {
        let simple = !level.hard && level.pieces.iter().all(|piece| piece.class != Class::Stop);
        if simple && (self.closure || self.last() == Class::BarClose) {
            self.next = None;
            return Kind::Inline;
        }
        let block = self.last.is_none()
            || self.opens_block
            || matches!(self.last(), Class::Stop | Class::Brace | Class::BarClose);
        let otherwise = match self.last() {
            Class::Path => Kind::Imports,
            _ if block => Kind::Block,
            _ => Kind::Braces,
        };
        self.next.take().unwrap_or(otherwise)
    }

    fn sign(&mut self, sign: &str) -> Class {
        let begin = begins(self.last());
        match sign {
            ";" => {
                self.next = None;
                Class::Stop
            }
            "," => Class::Stop,
            ":" => Class::Colon,
            "::" => Class::Path,
            "." => Class::Dot,
            ".." | "..=" => Class::Range,
            "?" => Class::Question,
            "#" => Class::Hash,
            "'" => Class::Prefix,
            "!" if begin && self.last() != Class::Hash => Class::Prefix,
            "!" => Class::Bang,
            "<" => Class::Less,
            ">" => Class::Greater,
            "||" if begin => Class::BarClose,
            "|" if self.bar => {
                self.bar = false;
                Class::BarClose
            }
            "|" if begin => {
                self.bar = true;
                Class::BarOpen
            }
            // `&&value` takes two references.
            "&" | "*" | "-" | "&&" if begin => Class::Prefix,
            _ => Class::Binary,
        }
    }

    fn token(&mut self, place: Range<usize>, class: Class) -> Piece {
        let space = between(self.last(), class);
        let width = place.len() + usize::from(space);
        self.piece(Piece { place, width, class, space, group: None })
    }

    fn group(&mut self, kind: Kind, level: Level) -> Piece {
        let braces = !matches!(kind, Kind::Parens | Kind::Macro | Kind::Brackets);
        let class = if braces { Class::Brace } else { Class::Group };
        let space = between(self.last(), class);
        let inner: usize = level.pieces.iter().map(|piece| piece.width).sum();
        let pads = if kind.is_padded() && !level.pieces.is_empty() { 2 } else { 0 };
        let width = inner + 2 + pads + usize::from(space);
        let own = matches!(kind, Kind::Fields | Kind::Items | Kind::Block | Kind::Arms);
        self.hard |= level.hard || (own && !level.pieces.is_empty());
        let group = Some(Box::new(Group { kind, level }));
        self.piece(Piece { place: 0..0, width, class, space, group })
    }

    /// What a piece leaves behind for the next one.
    fn piece(&mut self, piece: Piece) -> Piece {
        self.quote = false;
        self.closure = false;
        self.opens_block = piece.class == Class::Binary;
        self.last = Some(piece.class);
        piece
    }
}
