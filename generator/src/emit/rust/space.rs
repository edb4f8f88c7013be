//! Where a space stands between two tokens of a line.

/// What a token is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A name or a literal.
    Word,
    /// A keyword behind which an expression, a type or a name begins.
    Keyword,
    /// `,` or `;`
    Stop,
    /// `:`
    Colon,
    /// `::`
    Path,
    /// `.`
    Dot,
    /// `..`, `..=`
    Range,
    /// `?`
    Question,
    /// `!` of a macro or of an inner attribute.
    Bang,
    /// `#`
    Hash,
    /// An operator with a space on both sides.
    Binary,
    /// An operator in front of its operand, and `'`.
    Prefix,
    /// `<`
    Less,
    /// `>` that closes generics.
    Greater,
    /// `|` that opens the parameters of a closure.
    BarOpen,
    /// `|` that closes them, `||`.
    BarClose,
    /// `( )` or `[ ]`
    Group,
    /// `{ }`
    Brace,
    /// Nothing: the begin of a line or of a group.
    Begin,
}

/// Whether an expression or a type begins behind such a token, so that an operator there is in front of its operand.
pub(super) fn begins(class: Class) -> bool {
    matches!(
        class,
        Class::Begin
            | Class::Keyword
            | Class::Stop
            | Class::Colon
            | Class::Range
            | Class::Binary
            | Class::Prefix
            | Class::Less
            | Class::BarOpen
            | Class::BarClose
            | Class::Bang
            | Class::Brace
    )
}

/// Whether a space stands between two tokens.
#[allow(clippy::match_same_arms)] // the first row that fits decides
pub(super) fn between(before: Class, here: Class) -> bool {
    use Class::{
        Bang, BarClose, BarOpen, Begin, Binary, Brace, Colon, Dot, Greater, Group, Hash, Keyword,
        Less, Path, Prefix, Question, Range, Stop, Word,
    };
    match (before, here) {
        (Begin | Dot | Range | Path | Prefix | Hash | Less | BarOpen | Bang, _)
        | (_, Stop | Colon | Question | Dot | Greater) => false,
        // The parameters of a closure: the closing bar follows what it closes.
        (_, BarClose) => before == Stop || before == Binary || before == Keyword,
        (Word | Greater, Bang | Less | Group | Path)
        | (Group | Question, Group | Less | Path | Range)
        | (Keyword, Less)
        | (Word, Range) => false,
        (_, Brace | Binary | BarOpen | Hash | Keyword | Word) => true,
        (Stop | Colon | Binary | BarClose | Keyword | Brace, _) => true,
        (_, Prefix | Range) => true,
        (Greater | Group | Question | Word, _) => false,
    }
}

/// The class of a name: behind a keyword something begins.
pub(super) fn of_word(word: &str) -> Class {
    match word {
        "as" | "async" | "await" | "break" | "const" | "dyn" | "else" | "enum" | "for" | "if"
        | "impl" | "in" | "let" | "loop" | "match" | "mod" | "move" | "mut" | "ref" | "return"
        | "static" | "struct" | "trait" | "type" | "use" | "where" | "while" => Class::Keyword,
        _ => Class::Word,
    }
}
