//! Word similarity for fuzzy filters.

/// The length of the longest word, in bytes, in which errors are accepted.
const LONGEST: usize = 128;

/// Returns whether two words are equal apart from a typing error: one letter wrong, missing, added or swapped with its
/// neighbor; two errors in a long word. Short words, very long words and numbers must be equal: `cat` does not match
/// `car`, and 2023 does not match 2024.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    // The time for a comparison grows with the square of the length.
    if one.len().max(other.len()) > LONGEST {
        return false;
    }
    let numbers = |word: &str| word.contains(|sign: char| sign.is_numeric());
    if numbers(one) || numbers(other) {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let allowed = match one.len().min(other.len()) {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    one.len().abs_diff(other.len()) <= allowed && distance(&one, &other) <= allowed
}

/// Returns the number of letters that have to be changed, added, removed or swapped with their neighbor.
fn distance(one: &[char], other: &[char]) -> usize {
    let start: Vec<usize> = (0..=other.len()).collect();
    let mut rows = (start.clone(), start);
    let mut before_letter = None;
    for (index, &letter) in one.iter().enumerate() {
        let (before, above) = &rows;
        let mut row = vec![index + 1];
        let mut left = None;
        for (column, &sign) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let changed = at(above, column) + usize::from(letter != sign);
            let removed = at(above, column + 1) + 1;
            let added = at(&row, column) + 1;
            let mut least = changed.min(removed).min(added);
            if before_letter == Some(sign) && left == Some(letter) {
                least = least.min(at(before, column - 1) + 1);
            }
            row.push(least);
            left = Some(sign);
        }
        before_letter = Some(letter);
        rows = (rows.1, row);
    }
    rows.1.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn similar_words_are_recognized() {
        let table = [
            ("returns", "returns", true),
            ("returns", "return", true),
            ("returns", "retruns", true),
            ("returns", "refunds", false),
            ("receive", "recieve", true),
            ("adress", "address", true),
            ("acommodation", "accomodation", true),
            ("cat", "car", false),
            ("desk", "disk", true),
            ("2023", "2024", false),
            ("policy2", "policy3", false),
            ("größe", "grösse", false),
            ("größe", "große", true),
            ("", "", true),
            ("", "word", false),
            (&"a".repeat(1_000_000), &format!("{}b", "a".repeat(999_999)), false),
        ];
        for (one, other, expected) in table {
            assert_eq!(alike(one, other), expected, "{one} {other}");
            assert_eq!(alike(other, one), expected, "{other} {one}");
        }
    }
}
