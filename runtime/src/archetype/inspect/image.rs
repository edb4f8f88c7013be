//! Image size detection for PNG and JPEG files, from chunks of any size.

use serde_json::{Map, Value, json};

/// An image while it is streamed.
#[derive(Debug)]
pub(crate) struct Image {
    kind: Kind,
    /// Incomplete data.
    held: Vec<u8>,
    /// The number of bytes to skip first.
    skip: usize,
    found: Found,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Png,
    Jpeg,
}

#[derive(Debug, Clone, Copy)]
enum Found {
    Nothing,
    Size(Size),
    Broken,
}

/// The attributes of an image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    width: u32,
    height: u32,
    bands: &'static [&'static str],
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const GRAY: &[&str] = &["gray"];
const GRAY_ALPHA: &[&str] = &["gray", "alpha"];
const COLOUR: &[&str] = &["red", "green", "blue"];
const COLOUR_ALPHA: &[&str] = &["red", "green", "blue", "alpha"];
const PRINT: &[&str] = &["cyan", "magenta", "yellow", "black"];

impl Image {
    pub(super) fn png() -> Self {
        Self { kind: Kind::Png, held: Vec::new(), skip: 0, found: Found::Nothing }
    }

    pub(super) fn jpeg() -> Self {
        Self { kind: Kind::Jpeg, ..Self::png() }
    }

    pub(super) fn feed(&mut self, mut piece: &[u8]) {
        while matches!(self.found, Found::Nothing) {
            let skipped = self.skip.min(piece.len());
            self.skip -= skipped;
            piece = piece.get(skipped..).unwrap_or_default();
            if piece.is_empty() {
                return;
            }
            // The relevant headers are short, so little is copied, however large the file is.
            let wanted = 32 - self.held.len().min(32);
            let taken = wanted.min(piece.len());
            self.held.extend_from_slice(piece.get(..taken).unwrap_or_default());
            piece = piece.get(taken..).unwrap_or_default();
            if self.held.len() == 32 {
                self.look();
            }
        }
    }

    /// Returns the attributes of the image if it is valid.
    pub(super) fn finish(mut self) -> Option<Size> {
        while matches!(self.found, Found::Nothing) && self.skip == 0 && !self.held.is_empty() {
            self.look();
        }
        match self.found {
            Found::Size(size) => Some(size),
            Found::Nothing | Found::Broken => None,
        }
    }

    fn look(&mut self) {
        match self.kind {
            Kind::Png => self.found = png(&self.held).map_or(Found::Broken, Found::Size),
            Kind::Jpeg => match jpeg(&self.held) {
                Step::Size(size) => self.found = Found::Size(size),
                Step::Broken => self.found = Found::Broken,
                Step::Skip(length) => {
                    let dropped = length.min(self.held.len());
                    self.held.drain(..dropped);
                    self.skip = length - dropped;
                }
            },
        }
    }
}

impl Size {
    pub(super) fn attributes(self) -> Map<String, Value> {
        super::fields(json!({
            "width": self.width,
            "height": self.height,
            "num_channels": self.bands.len(),
            "channel_bands": self.bands,
        }))
    }
}

fn png(head: &[u8]) -> Option<Size> {
    let rest = head.strip_prefix(PNG)?;
    let [_, _, _, _, b'I', b'H', b'D', b'R', w1, w2, w3, w4, h1, h2, h3, h4, _, colour, ..] = rest
    else {
        return None;
    };
    let bands = match colour {
        0 => GRAY,
        2 | 3 => COLOUR,
        4 => GRAY_ALPHA,
        6 => COLOUR_ALPHA,
        _ => return None,
    };
    let number = |bytes: [&u8; 4]| u32::from_be_bytes(bytes.map(|byte| *byte));
    let (width, height) = (number([w1, w2, w3, w4]), number([h1, h2, h3, h4]));
    // Sizes are 31-bit numbers.
    let fits = |length: u32| i32::try_from(length).is_ok_and(|length| length > 0);
    (fits(width) && fits(height)).then_some(Size { width, height, bands })
}

enum Step {
    Size(Size),
    /// Skip this number of bytes.
    Skip(usize),
    Broken,
}

/// Reads the start of a JPEG file, or what follows one of its segments.
fn jpeg(head: &[u8]) -> Step {
    match *head {
        // Fill bytes before a marker.
        [0xff, 0xff, ..] => Step::Skip(1),
        // The frame header, in any of its variants: baseline, progressive and so on. The excluded values are other
        // segments.
        [
            0xff,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf,
            _,
            _,
            _,
            h1,
            h2,
            w1,
            w2,
            channels,
            ..,
        ] => {
            let bands = match channels {
                1 => GRAY,
                3 => COLOUR,
                4 => PRINT,
                _ => return Step::Broken,
            };
            let number = |high, low| u32::from(u16::from_be_bytes([high, low]));
            Step::Size(Size { width: number(w1, w2), height: number(h1, h2), bands })
        }
        // The image data, or its end, before its size.
        [0xff, 0xd9 | 0xda, ..] => Step::Broken,
        // The start of the file, and other markers without content.
        [0xff, 0x01 | 0xd0..=0xd8, ..] => Step::Skip(2),
        [0xff, _, high, low, ..] => Step::Skip(2 + usize::from(u16::from_be_bytes([high, low]))),
        _ => Step::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(mut image: Image, content: &[u8], piece: usize) -> Option<(u32, u32, usize)> {
        for piece in content.chunks(piece) {
            image.feed(piece);
        }
        image.finish().map(|size| (size.width, size.height, size.bands.len()))
    }

    #[test]
    fn a_png_file_starts_with_its_size() {
        let mut file = PNG.to_vec();
        file.extend(b"\0\0\0\rIHDR\0\0\x05\0\0\0\x02\xd0\x08\x06\0\0\0crc!rest of the file");
        for piece in [1, 7, 100] {
            assert_eq!(look(Image::png(), &file, piece), Some((1280, 720, 4)));
        }
        file.truncate(20);
        assert_eq!(look(Image::png(), &file, 100), None);
        assert_eq!(look(Image::png(), b"GIF89a", 100), None);
        assert_eq!(look(Image::png(), b"", 100), None);
    }

    #[test]
    fn a_jpeg_file_has_its_size_after_other_segments() {
        let mut file = b"\xff\xd8\xff\xe1\x40\0".to_vec();
        file.extend(vec![0xff; 0x3ffe]);
        file.extend(b"\xff\xdb\0\x04ab\xff\xff\xc2\0\x11\x08\x01\0\x02\0\x03rest");
        for piece in [1, 7, 100, 100_000] {
            assert_eq!(look(Image::jpeg(), &file, piece), Some((512, 256, 3)), "{piece}");
        }
        file.truncate(0x4004);
        assert_eq!(look(Image::jpeg(), &file, 100), None);
        assert_eq!(look(Image::jpeg(), b"\xff\xd8\xff\xd9", 100), None);
        assert_eq!(look(Image::jpeg(), b"no picture", 100), None);
    }
}
