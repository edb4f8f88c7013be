//! Boundaries of characters in UTF-8.

/// Returns the start of the character at `index`, or the end of the text. The method of the same name needs Rust 1.91.
pub(crate) fn floor_char_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_inside_a_character_goes_back_to_its_start() {
        let text = "a€b";
        let found: Vec<usize> = (0..7).map(|index| floor_char_boundary(text, index)).collect();
        assert_eq!(found, [0, 1, 1, 1, 4, 5, 5]);
        assert_eq!(floor_char_boundary("", 3), 0);
    }
}
