use std::{sync::Arc, time::Instant};

use axum::{body::Bytes, http::StatusCode};
use contract::views::CallKind;
use service::calls::Call;

/// What is noted of a call on its way, for the call log. Copies nothing: bodies are shared.
pub struct Noted {
    arrived: Instant,
    kind: CallKind,
    /// Of the key that opened the door.
    pub key_name: Option<Arc<str>>,
    /// Of whoever had a key.
    pub request: Option<Bytes>,
    pub answer: Bytes,
}

impl Noted {
    pub fn new(kind: CallKind) -> Self {
        Self { arrived: Instant::now(), kind, key_name: None, request: None, answer: Bytes::new() }
    }

    pub fn ended(self, status: StatusCode) -> Call {
        let Self { arrived, kind, key_name, request, answer } = self;
        Call { kind, arrived, status: status.as_u16(), key_name, request, answer }
    }
}
