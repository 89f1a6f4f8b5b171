//! The least that a server of the protocol does: it reads the body into the protocol's types and answers fixed bytes.

use std::{hint::black_box, path::Path, process::Stdio};

use anyhow::{Context, Result};
use axum::{
    Router,
    body::Bytes,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::post,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
};

use crate::load::PATH;

/// The bare server as a process of its own; it ends with this value.
pub struct Bare {
    /// Host and port.
    pub address: String,
    _process: Child,
}

/// Starts this program again, as the bare server.
pub async fn start(answer: &Path) -> Result<Bare> {
    let mut process =
        Command::new(std::env::current_exe()?).arg("bare").arg(answer).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
    let output = process.stdout.take().context("the bare server's output")?;
    let address = BufReader::new(output).lines().next_line().await?.context("the bare server says its address")?;
    Ok(Bare { address, _process: process })
}

/// Answers every basket with the bytes of a file.
pub async fn serve(answer: &Path) -> Result<()> {
    let answer = Bytes::from(std::fs::read(answer)?);
    let basket = move |body: Bytes| {
        let answer = answer.clone();
        async move {
            match imshop::basket::read(&body) {
                Ok(request) => {
                    black_box(&request);
                    ([(header::CONTENT_TYPE, "application/json")], answer).into_response()
                }
                Err(_) => StatusCode::BAD_REQUEST.into_response(),
            }
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| _ = stream.set_nodelay(true));
    axum::serve(listener, Router::new().route(PATH, post(basket))).await?;
    Ok(())
}
