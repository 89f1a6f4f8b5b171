//! Accepting connections.
//!
//! `axum::serve` waits for the end of a request's head for ever, and so does hyper-util's version-detecting builder for
//! its beginning. Here every connection has a time to say what it wants; HTTP/1.1 is what proxies, browsers without TLS
//! and IMSHOP speak.

mod patience;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt;

use patience::Patience;

/// The address that a connection comes from: of the caller, or of a proxy.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// How patient the listener is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Served at once; the next ones wait to be accepted.
    pub connections: usize,
    /// For the head of a request; as long an idle connection is kept.
    pub head: Duration,
    /// For running requests, once the server is asked to stop.
    pub grace: Duration,
}

impl Limits {
    pub fn new(connections: usize) -> Self {
        Self { connections, head: Duration::from_secs(30), grace: Duration::from_secs(20) }
    }
}

/// Serves until `stop` is done, then lets running requests end.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let running = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Of one connection, or of all: too many open files. Trying again at once would only burn the processor.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Answers are small and whole: waiting for more to send would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection was closed at once");
        }
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(Patience::default())
            .header_read_timeout(limits.head)
            .serve_connection(TokioIo::new(stream), service);
        let connection = running.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, running.shutdown()).await.is_err() {
        tracing::warn!("some requests had not ended when the server did");
    }
}
