//! Keep-alive connections that ask again as soon as they are answered. They share the machine with the server, so they do
//! as little as they can: a request is bytes that were put together before, of an answer the head is looked through.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The path of both servers that are compared.
pub const PATH: &str = "/webhooks/imshop/basket";
/// Of orders.
pub const ORDERS: &str = "/webhooks/imshop/orders";

/// Who is asked, and what: these bodies, in turn.
#[derive(Debug, Clone)]
pub struct Target {
    address: String,
    requests: Arc<Vec<Vec<u8>>>,
    next: Arc<AtomicUsize>,
}

/// What one measurement saw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    pub per_second: u64,
    pub p50_micros: u64,
    pub p99_micros: u64,
}

impl Figures {
    /// The measurement in the middle, by requests per second.
    pub fn middle(mut all: Vec<Self>) -> Self {
        all.sort_by_key(|figures| figures.per_second);
        all.get(all.len() / 2).copied().unwrap_or_default()
    }
}

impl Target {
    pub fn new(address: &str, path: &str, key: Option<&str>, bodies: &[String]) -> Self {
        let key = key.map(|key| format!("authorization: Bearer {key}\r\n")).unwrap_or_default();
        let request = |body: &String| {
            let length = body.len();
            let head = format!("POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n");
            format!("{head}{key}content-length: {length}\r\n\r\n{body}").into_bytes()
        };
        let requests = Arc::new(bodies.iter().map(request).collect());
        Self { address: address.to_owned(), requests, next: Arc::default() }
    }

    fn next(&self) -> &[u8] {
        let next = self.next.fetch_add(1, Ordering::Relaxed) % self.requests.len().max(1);
        self.requests.get(next).map(Vec::as_slice).unwrap_or_default()
    }
}

struct Connection {
    stream: TcpStream,
    target: Target,
    /// The answer so far.
    answer: Vec<u8>,
}

impl Connection {
    async fn open(target: Target) -> Result<Self> {
        let stream = TcpStream::connect(&target.address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, target, answer: Vec::with_capacity(16 * 1_024) })
    }

    /// The body of the answer.
    async fn ask(&mut self) -> Result<&[u8]> {
        self.stream.write_all(self.target.next()).await?;
        self.answer.clear();
        let mut body = None;
        loop {
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the connection was closed");
            if body.is_none() {
                body = body_of(&self.answer)?;
            }
            match body {
                Some((start, end)) if self.answer.len() >= end => return Ok(&self.answer[start..end]),
                _ => {}
            }
        }
    }
}

/// Where the body of an answer begins and ends; none while the head is not all there.
fn body_of(answer: &[u8]) -> Result<Option<(usize, usize)>> {
    const LENGTH: &[u8] = b"\r\ncontent-length: ";
    let Some(end) = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { return Ok(None) };
    let head = &answer[..end + 2];
    ensure!(head.starts_with(b"HTTP/1.1 200 "), "answered {}", String::from_utf8_lossy(answer));
    let at = head.windows(LENGTH.len()).position(|bytes| bytes == LENGTH).context("the answer says its length")?;
    let digits = head[at + LENGTH.len()..].iter().take_while(|byte| byte.is_ascii_digit());
    let length = digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0'));
    Ok(Some((end + 4, end + 4 + length)))
}

/// One answer.
pub async fn once(target: &Target) -> Result<Vec<u8>> {
    Ok(Connection::open(target.clone()).await?.ask().await?.to_vec())
}

/// As many requests as `connections` get through in `time`.
pub async fn run(target: &Target, connections: usize, time: Duration) -> Result<Figures> {
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(target.clone()).await?);
    }
    let (start, end) = (Instant::now(), Instant::now() + time);
    let tasks: Vec<_> = open.into_iter().map(|connection| tokio::spawn(until(connection, end))).collect();
    let mut micros = Vec::new();
    for task in tasks {
        micros.extend(task.await??);
    }
    let elapsed = start.elapsed().as_micros().max(1);
    micros.sort_unstable();
    let at = |percent: usize| {
        micros.get((micros.len() * percent / 100).min(micros.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    let per_second = u64::try_from(micros.len() as u128 * 1_000_000 / elapsed)?;
    Ok(Figures { per_second, p50_micros: at(50), p99_micros: at(99) })
}

async fn until(mut connection: Connection, end: Instant) -> Result<Vec<u64>> {
    let mut micros = Vec::new();
    while Instant::now() < end {
        let asked = Instant::now();
        connection.ask().await?;
        micros.push(u64::try_from(asked.elapsed().as_micros())?);
    }
    Ok(micros)
}
