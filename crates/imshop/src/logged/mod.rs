//! What a log may keep of a call: whom it was about, and its bodies without what is personal or secret.
//!
//! Source: docs/protocol.md, "What the call log keeps".

mod about;
mod masked;
mod personal;

pub use about::{About, about};
pub use masked::{MARK, masked};
