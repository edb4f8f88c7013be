//! Suggestions for misspelled words ("did you mean"), by edit distance.

/// Returns the candidate closest to `word`, if one is close enough to be meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    let allowed = (word.len() / 3).min(3);
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // A cheap test first: a character has at most four bytes.
        if candidate.len() > 4 * (word.len() + allowed) || candidate.len() + allowed < word.len() {
            continue;
        }
        let other: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
        let distance = distance(&word, &other);
        if distance <= allowed
            && distance < other.len()
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Longer words are not compared: no keyword is that long, and the time grows with the square of the length.
const LONGEST: usize = 80;

/// Returns the number of insertions, removals, replacements and swaps of neighbours between `a` and `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a: Option<char> = None;
    for (row, &in_a) in a.iter().enumerate() {
        let mut current = Vec::with_capacity(above.len());
        current.push(row + 1);
        let mut last_b: Option<char> = None;
        for (column, &in_b) in b.iter().enumerate() {
            let cell = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least = (cell(&above, column) + usize::from(in_a != in_b))
                .min(cell(&above, column + 1) + 1)
                .min(cell(&current, column) + 1);
            if column > 0 && last_b == Some(in_a) && last_a == Some(in_b) {
                least = least.min(cell(&before, column - 1) + 1);
            }
            current.push(least);
            last_b = Some(in_b);
        }
        before = std::mem::replace(&mut above, current);
        last_a = Some(in_a);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        let words = ["maxLength", "minLength", "description", "in", "get"];
        let near = |word| nearest(word, words);
        assert_eq!(near("maxLenght"), Some("maxLength"));
        assert_eq!(near("maxlength"), Some("maxLength"));
        assert_eq!(near("descripton"), Some("description"));
        assert_eq!(near("gte"), Some("get"));
        assert_eq!(near("summary"), None);
        assert_eq!(near(""), None);
        assert_eq!(near("xy"), None);
    }
}
