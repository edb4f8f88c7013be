//! Streaming Base64 decoder: takes chunks of text and returns chunks of bytes.

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};

use super::file_store::Unfit;

const WRONG: &str = "The content is not base64 text.";

/// The standard alphabet, with or without padding.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes a text. Line breaks and other whitespace are ignored.
pub(super) fn decode(
    text: impl Stream<Item = Result<Bytes, Unfit>> + Send,
) -> impl Stream<Item = Result<Bytes, Unfit>> + Send {
    let ended = text.map(Some).chain(stream::iter([None]));
    ended.scan(Decoder::default(), |decoder, piece| {
        let decoded = match piece {
            Some(Ok(piece)) => decoder.feed(&piece),
            Some(Err(error)) => Err(error),
            None => decoder.finish(),
        };
        std::future::ready(Some(decoded))
    })
}

#[derive(Debug, Default)]
struct Decoder {
    /// An incomplete group of four characters.
    held: Vec<u8>,
    padded: bool,
}

impl Decoder {
    fn feed(&mut self, piece: &[u8]) -> Result<Bytes, Unfit> {
        self.held.extend(piece.iter().filter(|sign| !sign.is_ascii_whitespace()));
        // Padding is decoded only at the end, so that characters after it are rejected no matter how the text is split
        // into chunks.
        let until = self.held.iter().position(|sign| *sign == b'=').unwrap_or(self.held.len());
        self.padded |= until < self.held.len();
        if self.padded && self.held.len() > 8 + until {
            return Err(Unfit::Invalid(WRONG));
        }
        let whole = until / 4 * 4;
        let rest = self.held.split_off(whole);
        bytes(&std::mem::replace(&mut self.held, rest))
    }

    fn finish(&mut self) -> Result<Bytes, Unfit> {
        bytes(&std::mem::take(&mut self.held))
    }
}

fn bytes(text: &[u8]) -> Result<Bytes, Unfit> {
    ENGINE.decode(text).map(Bytes::from).map_err(|_| Unfit::Invalid(WRONG))
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::TryStreamExt;

    use super::*;

    async fn decode(text: &str, piece: usize) -> Option<Vec<u8>> {
        let pieces = text.as_bytes().chunks(piece).map(|piece| Ok(Bytes::copy_from_slice(piece)));
        let decoded = super::decode(stream::iter(pieces.collect::<Vec<_>>()));
        let pieces: Result<Vec<Bytes>, Unfit> = pin!(decoded).try_collect().await;
        pieces.ok().map(|pieces| pieces.concat())
    }

    #[tokio::test]
    async fn decoding_does_not_depend_on_chunk_boundaries() {
        let cases: [(&str, &[u8]); 6] = [
            ("", b""),
            ("UHVtcCA3", b"Pump 7"),
            ("UHVtcCA3Lg==", b"Pump 7."),
            ("UHVtcCA3Lg", b"Pump 7."),
            ("UHVt\r\ncCA3\n", b"Pump 7"),
            ("+/8=", b"\xfb\xff"),
        ];
        for (text, meant) in cases {
            for piece in [1, 2, 3, 5, 100] {
                assert_eq!(decode(text, piece).await.as_deref(), Some(meant), "{text} by {piece}");
            }
        }
        for wrong in ["UHVt*CA3", "U", "UHVtcA==UHVt", "=", "UHVtc===", "-_8=", "UHVtcA=========="]
        {
            for piece in [1, 3, 100] {
                assert_eq!(decode(wrong, piece).await, None, "{wrong} by {piece}");
            }
        }
    }
}
