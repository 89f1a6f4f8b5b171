//! Connections: slow ones, many, and those that are there when the server stops.
#![allow(clippy::unwrap_used)]

use std::{net::SocketAddr, time::Duration};

use axum::{Router, routing::get};
use server::listener::{self, Limits};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

const SOON: Duration = Duration::from_secs(10);

async fn start(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let router = Router::new().route("/", get(async || "ok")).route(
        "/slow",
        get(async || {
            tokio::time::sleep(Duration::from_millis(500)).await;
            "done"
        }),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let running = tokio::spawn(listener::serve(listener, router, limits, async {
        _ = stopped.await;
    }));
    (address, stop, running)
}

fn limits() -> Limits {
    Limits { connections: 10, head: Duration::from_millis(300), grace: SOON }
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    timeout(SOON, stream.read_to_string(&mut text)).await.unwrap().unwrap();
    text
}

#[tokio::test]
async fn a_request_that_never_gets_to_its_point_is_closed() {
    let (address, _stop, _running) = start(limits()).await;
    for beginning in ["", "G", "GET / HTTP/1.1\r\nhost: a\r\nx-half: "] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{beginning:?}: {answer}");
    }
}

#[tokio::test]
async fn what_was_asked_before_the_stop_is_answered() {
    let (address, stop, running) = start(limits()).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.ends_with("done"), "{answer}");
    timeout(SOON, running).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn above_the_limit_connections_wait_for_their_turn() {
    let (address, _stop, _running) = start(Limits { connections: 1, head: SOON, grace: SOON }).await;
    let first = TcpStream::connect(address).await.unwrap();
    let mut second = TcpStream::connect(address).await.unwrap();
    second.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut byte = [0];
    assert!(timeout(Duration::from_millis(300), second.read(&mut byte)).await.is_err(), "there was no room");
    drop(first);
    assert!(rest(&mut second).await.contains("200 OK"));
}
