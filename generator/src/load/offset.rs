//! Counts of characters, which is what the YAML events have, become offsets in bytes.

/// Replaces each count of characters before a place by the count of bytes, in one pass.
pub(super) fn count_in_bytes<'e>(text: &str, counts: impl Iterator<Item = &'e mut usize>) {
    if text.is_ascii() {
        return;
    }
    let mut counts: Vec<&mut usize> = counts.collect();
    counts.sort_unstable();
    let mut offsets = text.char_indices().map(|(offset, _)| offset).enumerate().peekable();
    for count in counts {
        while offsets.next_if(|(before, _)| *before < *count).is_some() {}
        *count = offsets.peek().map_or(text.len(), |(_, offset)| *offset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let mut counts = [3, 0, 2, 9, 2];
        count_in_bytes("aéü", counts.iter_mut());
        assert_eq!(counts, [5, 0, 3, 5, 3]);
    }
}
