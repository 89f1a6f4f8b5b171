//! `podarok serve`.

use std::net::{Ipv4Addr, SocketAddr};

use engine::Language;
use tokio::net::TcpListener;

use super::{Failure, first_start, open, print};
use crate::{
    AppState,
    config::Config,
    listener::{self, Limits},
    router, sessions,
};

/// Runs until it is asked to stop.
pub async fn run(config: Config, demo: bool, language: Language) -> Result<(), Failure> {
    // First of all: a second server on the same address must not touch anything.
    let listener = listen(config.listen).await?;
    let _claim = open::claim(&config)?;
    let service = open::logging_service(&config).await?;
    let first = first_start::prepare(&service, demo).await?;
    let address = match &config.public_url {
        Some(url) => url.to_string(),
        None => format!("http://{}", reachable(listener.local_addr().unwrap_or(config.listen))),
    };
    let running = language.pick("Podarok работает:", "Podarok is running:");
    print(&format!("{running} {address}"))?;
    if let Some(first) = first {
        print(&first.message(&address, language))?;
    }

    let sweeper = tokio::spawn(sessions::sweep(service.clone()));
    let limits = Limits::new(config.max_connections.get());
    listener::serve(listener, router(AppState::new(service.clone(), config)), limits, asked_to_stop()).await;
    tracing::info!("stopping");
    sweeper.abort();
    service.stop().await;
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::Listen { address, reason: error.to_string() })
}

/// "All addresses" is none that a browser could open.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() { SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())) } else { address }
}

/// Ctrl+C, or SIGTERM as service managers send it.
async fn asked_to_stop() {
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::warn!(%error, "Ctrl+C cannot be listened for");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be listened for");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_address_can_be_opened() {
        assert_eq!(reachable(SocketAddr::from(([0, 0, 0, 0], 80))).to_string(), "127.0.0.1:80");
        assert_eq!(reachable(SocketAddr::from(([10, 0, 0, 7], 80))).to_string(), "10.0.0.7:80");
    }
}
