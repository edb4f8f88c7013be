//! The maximum size of a chat. A chat is read and written as a whole, so its size limits the work of each request.

use super::super::records::Chat;
use super::super::refusal::Refusal;

/// The maximum number of messages.
const MESSAGES: usize = 2000;
/// The maximum size of all messages in bytes.
const BYTES: usize = 4 * 1024 * 1024;

/// Rejects a chat that is too large.
pub(super) fn check(chat: &Chat) -> Result<(), Refusal> {
    let bytes: usize = chat.messages.iter().map(|said| said.content.len() + said.role.len()).sum();
    if chat.messages.len() > MESSAGES || bytes > BYTES {
        let why = format!("/messages: a chat has at most {MESSAGES} messages and {BYTES} bytes.");
        return Err(Refusal::bad_request(why));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::records::Said;
    use super::super::completion;
    use super::*;

    #[test]
    fn a_chat_is_limited_in_messages_and_bytes() {
        let said = |bytes| Said { role: "user".to_owned(), content: "a".repeat(bytes), name: None };
        let of = |messages| Chat { messages, ..completion::new() };
        assert!(check(&of(vec![said(1); MESSAGES])).is_ok());
        assert!(check(&of(vec![said(1); MESSAGES + 1])).is_err());
        assert!(check(&of(vec![said(BYTES / 2); 2])).is_err());
        assert!(check(&of(vec![said(BYTES / 2 - 8); 2])).is_ok());
    }
}
