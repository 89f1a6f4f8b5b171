//! Keep-alive connections that ask again as soon as they are answered.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Who is asked, and what.
#[derive(Debug, Clone)]
pub struct Target {
    /// Host and port.
    pub address: String,
    pub path: &'static str,
    pub key: Option<String>,
    pub body: &'static str,
}

/// What one measurement saw.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    pub per_second: u64,
    pub p50_micros: u64,
    pub p99_micros: u64,
}

impl Figures {
    /// The measurement in the middle, by requests per second.
    pub fn middle(mut all: Vec<Self>) -> Self {
        all.sort_by_key(|figures| figures.per_second);
        all.get(all.len() / 2).copied().unwrap_or(Self { per_second: 0, p50_micros: 0, p99_micros: 0 })
    }
}

struct Connection {
    sender: http1::SendRequest<Full<Bytes>>,
    target: Target,
}

impl Connection {
    async fn open(target: Target) -> Result<Self> {
        let stream = TcpStream::connect(&target.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, target })
    }

    async fn ask(&mut self) -> Result<Bytes> {
        let Target { address, path, key, body } = &self.target;
        let mut request = Request::post(*path).header("host", address).header("content-type", "application/json");
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let request = request.body(Full::new(Bytes::from_static(body.as_bytes())))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        ensure!(status == StatusCode::OK, "answered {status}: {}", String::from_utf8_lossy(&body));
        Ok(body)
    }
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
