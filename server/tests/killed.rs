//! What was acknowledged is kept, whatever dies: the process under SIGKILL, and the database under everybody.
//!
//! `PODAROK_TEST_LONG=1` takes the full sizes.
#![allow(clippy::unwrap_used)]

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Client, StatusCode, header};
use serde_json::{Value, json};
use tempfile::TempDir;
use testing::{
    TestStore, empty_store,
    store::{self, Options, Store},
};

fn long() -> bool {
    std::env::var_os("PODAROK_TEST_LONG").is_some_and(|value| value == "1")
}

/// A server in a process of its own; killed with its test.
struct Running {
    child: Child,
    address: String,
    ready_after: Duration,
}

impl Running {
    /// Ready within five seconds, or the test has failed.
    async fn start(folder: &Path, database_url: &str) -> Self {
        let started = Instant::now();
        let mut command = podarok(folder, database_url);
        let mut child = command.arg("serve").env("PODAROK_LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        std::thread::spawn(move || output.lines().map_while(Result::ok).for_each(drop));
        let address = first.trim().rsplit(' ').next().unwrap().to_owned();
        let ready = format!("{address}/readyz");
        while !reqwest::get(&ready).await.is_ok_and(|response| response.status().is_success()) {
            assert!(started.elapsed() < Duration::from_secs(5), "not ready within 5 s");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Self { child, address, ready_after: started.elapsed() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// SIGKILL: nothing of the process runs any more.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn podarok(folder: &Path, database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_podarok"));
    command
        .current_dir(folder)
        .env_clear()
        .env("LANG", "en_GB.UTF-8")
        .env("PODAROK_DATABASE_URL", database_url)
        .env("PODAROK_LOG", "off");
    command
}

/// A shop of which every order gets something that is counted; the keys of the webhook and of orders.
fn prepare(folder: &Path, database_url: &str) -> (String, String) {
    let run = |args: &[&str]| {
        let output = podarok(folder, database_url).args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let document = json!({ "podarok": 1,
        "products": [{"offer_id": "tea", "name": "Чай", "price": 100}],
        "promotions": [
            {"id": "all", "name": "Всем", "status": "live", "limits": {"uses": 1_000_000, "budget": 10_000_000},
                "effects": [{"kind": "percent_off", "percent": 10}]},
            {"id": "few", "name": "Немногим", "status": "live", "limits": {"uses": 100, "uses_per_customer": 1},
                "effects": [{"kind": "amount_off", "amount": 5}]},
        ] });
    std::fs::write(folder.join("shop.json"), document.to_string()).unwrap();
    run(&["import", "shop.json"]);
    (run(&["key", "add", "imshop", "--for", "webhook"]), run(&["key", "add", "orders", "--for", "orders"]))
}

fn order(number: usize) -> Value {
    json!({ "orders": [{ "uuid": format!("order-{number}"), "externalUserId": format!("customer-{}", number % 500),
        "items": [{ "privateId": "tea", "quantity": 1 }] }] })
}

/// What is counted is what is recorded, and the database is whole.
async fn adds_up(store: &Store) {
    let ((promotions, customers), (recounted, by_customer)) = (store.counted().await.unwrap(), store.recount().await.unwrap());
    assert_eq!(promotions, recounted);
    assert_eq!(customers, by_customer);
    assert!(promotions.get("few").is_none_or(|used| used.uses <= 100));
    assert_eq!(store::testing::integrity(store).await.unwrap(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_order_is_lost_or_doubled_when_the_process_is_killed() {
    let (folder, database): (TempDir, TestStore) = (tempfile::tempdir().unwrap(), empty_store().await);
    let (_, key) = prepare(folder.path(), database.url());
    let next = Arc::new(AtomicUsize::new(0));
    let mut answered: HashMap<usize, Value> = HashMap::new();
    let (mut busy, mut slowest) = (Duration::ZERO, Duration::ZERO);
    for round in 0..if long() { 50 } else { 4 } {
        let server = Running::start(folder.path(), database.url()).await;
        slowest = slowest.max(server.ready_after);
        let acknowledged = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let (next, acknowledged) = (Arc::clone(&next), Arc::clone(&acknowledged));
                let (url, key, client) = (server.url("/webhooks/imshop/orders"), key.clone(), Client::new());
                tokio::spawn(async move {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        // Where the process dies, nothing was acknowledged.
                        let Ok(response) = client.post(&url).bearer_auth(&key).json(&order(number)).send().await else { return };
                        assert_eq!(response.status(), StatusCode::OK);
                        let Ok(answer) = response.json::<Value>().await else { return };
                        acknowledged.lock().unwrap().push((number, answer));
                    }
                })
            })
            .collect();
        let started = Instant::now();
        tokio::time::sleep(Duration::from_millis(400 + 37 * round % 300)).await;
        server.kill();
        busy += started.elapsed();
        for task in tasks {
            task.await.unwrap();
        }
        answered.extend(acknowledged.lock().unwrap().drain(..));
        adds_up(&database).await;
    }
    // Every one of them is there, and gives the same answer: it was recorded once.
    let server = Running::start(folder.path(), database.url()).await;
    let client = Client::new();
    for (number, answer) in &answered {
        assert!(database.order(&format!("order-{number}")).await.unwrap().is_some(), "order-{number} was acknowledged");
        if number % 10 == 0 {
            let url = server.url("/webhooks/imshop/orders");
            let again = client.post(url).bearer_auth(&key).json(&order(*number)).send().await.unwrap();
            assert_eq!(again.json::<Value>().await.unwrap(), *answer);
        }
    }
    adds_up(&database).await;
    let rate = answered.len() as f64 / busy.as_secs_f64();
    println!("{} orders acknowledged, {rate:.0} a second; ready after {slowest:?} at most", answered.len());
    assert!(!long() || rate > 200.0, "only {rate:.0} orders a second: this shows little");
}

/// Orders go on while the copy is made; it is whole, and can be served.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_is_one_moment_and_can_be_served() {
    let (folder, database): (TempDir, TestStore) = (tempfile::tempdir().unwrap(), empty_store().await);
    let copy = folder.path().join("copy.db");
    let backup = || podarok(folder.path(), database.url()).arg("backup").arg(&copy).output().unwrap();
    let (_, key) = prepare(folder.path(), database.url());
    if !database.url().starts_with("sqlite:") {
        let output = backup();
        assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("pg_dump"), "{output:?}");
        return;
    }
    let server = Running::start(folder.path(), database.url()).await;
    // A second server is told so, and harms nobody.
    let second = podarok(folder.path(), database.url()).arg("serve").env("PODAROK_LISTEN", "127.0.0.1:0").output().unwrap();
    assert!(!second.status.success() && String::from_utf8_lossy(&second.stderr).contains("another server"), "{second:?}");

    let (stop, next) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (url, key, stop, next) =
                (server.url("/webhooks/imshop/orders"), key.clone(), Arc::clone(&stop), Arc::clone(&next));
            tokio::spawn(async move {
                let client = Client::new();
                while !stop.load(Ordering::Relaxed) {
                    let body = order(next.fetch_add(1, Ordering::Relaxed));
                    assert_eq!(client.post(&url).bearer_auth(&key).json(&body).send().await.unwrap().status(), StatusCode::OK);
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let output = backup();
    assert!(output.status.success(), "{output:?}");
    assert!(!backup().status.success(), "nothing is overwritten");
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    let url = format!("sqlite://{}", copy.display());
    let store = Store::connect(&url, &Options::default()).await.unwrap();
    adds_up(&store).await;
    let (counted, _) = store.counted().await.unwrap();
    assert!(counted["all"].uses > 0);
    store.close().await.unwrap();
    let restored = Running::start(folder.path(), &url).await;
    let answer =
        Client::new().post(restored.url("/webhooks/imshop/orders")).bearer_auth(&key).json(&order(0)).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

/// A Postgres of this test's own, which can be stopped.
struct Cluster {
    bin: PathBuf,
    folder: TempDir,
    port: u16,
    as_root: bool,
}

impl Cluster {
    /// None where nobody says where its programs are.
    fn start() -> Option<Self> {
        let bin = PathBuf::from(std::env::var_os("PODAROK_TEST_POSTGRES_BIN")?);
        let folder = tempfile::tempdir().unwrap();
        let as_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
        if as_root {
            assert!(Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap().success());
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let cluster = Self { bin, folder, port, as_root };
        let data = cluster.data();
        cluster.run(
            "initdb",
            &["--no-sync", "--encoding=UTF8", "--auth=trust", "--username=postgres", "--locale=C", "--pgdata", &data],
        );
        cluster.up();
        Some(cluster)
    }

    fn up(&self) {
        let options = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=", self.port);
        let log = self.folder.path().join("log").display().to_string();
        self.run("pg_ctl", &["start", "--wait", "--pgdata", &self.data(), "--log", &log, "--options", &options]);
    }

    fn down(&self) {
        self.run("pg_ctl", &["stop", "--wait", "--mode=immediate", "--pgdata", &self.data()]);
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn run(&self, program: &str, args: &[&str]) {
        let program = self.bin.join(program);
        let mut command = match self.as_root {
            true => Command::new("runuser"),
            false => Command::new(&program),
        };
        if self.as_root {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        let status =
            command.args(args).current_dir(self.folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.success(), "{program:?} {args:?}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.down();
        } else {
            let data = self.data();
            _ = std::panic::catch_unwind(|| Command::new("pkill").args(["-f", &data]).status());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_postgres_restarts_baskets_go_on_and_orders_wait() {
    if std::env::var("PODAROK_TEST_DATABASE").as_deref() != Ok("postgres") {
        return;
    }
    let Some(cluster) = Cluster::start() else {
        println!("SKIPPED: PODAROK_TEST_POSTGRES_BIN does not say where initdb and pg_ctl are");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (basket_key, orders_key) = prepare(folder.path(), &cluster.url());
    let server = Running::start(folder.path(), &cluster.url()).await;
    let stop = Arc::new(AtomicBool::new(false));

    let baskets: Vec<_> = (0..4)
        .map(|_| {
            let (url, key, stop) = (server.url("/webhooks/imshop/basket"), basket_key.clone(), Arc::clone(&stop));
            tokio::spawn(async move {
                let (client, mut asked, mut slowest) = (Client::new(), 0_usize, Duration::ZERO);
                while !stop.load(Ordering::Relaxed) {
                    let body = json!({ "externalUserId": format!("customer-{}", asked % 50), "items": [{ "privateId": "tea" }] });
                    let start = Instant::now();
                    let response = client.post(&url).bearer_auth(&key).json(&body).send().await.unwrap();
                    slowest = slowest.max(start.elapsed());
                    assert_eq!(response.status(), StatusCode::OK);
                    let answer: Value = response.json().await.unwrap();
                    assert!(answer["discount"].as_f64().is_some_and(|discount| discount >= 10.0), "{answer}");
                    asked += 1;
                }
                (asked, slowest)
            })
        })
        .collect();
    let next = Arc::new(AtomicUsize::new(0));
    let orders: Vec<_> = (0..8)
        .map(|_| {
            let (url, key, stop, next) =
                (server.url("/webhooks/imshop/orders"), orders_key.clone(), Arc::clone(&stop), Arc::clone(&next));
            tokio::spawn(async move {
                let (client, mut refused) = (Client::new(), 0_usize);
                while !stop.load(Ordering::Relaxed) {
                    let body = order(next.fetch_add(1, Ordering::Relaxed));
                    loop {
                        let response = client.post(&url).bearer_auth(&key).json(&body).send().await.unwrap();
                        if response.status() == StatusCode::OK {
                            break;
                        }
                        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
                        assert!(response.headers().contains_key(header::RETRY_AFTER));
                        refused += 1;
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
                refused
            })
        })
        .collect();

    for _ in 0..if long() { 5 } else { 2 } {
        tokio::time::sleep(Duration::from_secs(1)).await;
        cluster.down();
        tokio::time::sleep(Duration::from_secs(2)).await;
        cluster.up();
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    stop.store(true, Ordering::Relaxed);
    let (mut asked, mut slowest, mut refused) = (0, Duration::ZERO, 0);
    for task in baskets {
        let (more, slow) = task.await.unwrap();
        (asked, slowest) = (asked + more, slowest.max(slow));
    }
    for task in orders {
        refused += task.await.unwrap();
    }
    let store = Store::connect(&cluster.url(), &Options::default()).await.unwrap();
    let sent = next.load(Ordering::Relaxed);
    println!("{asked} baskets answered, the slowest in {slowest:?}; {sent} orders, 503 {refused} times");
    assert!(refused > 0, "the database was away, and nobody noticed");
    for number in 0..sent {
        assert!(store.order(&format!("order-{number}")).await.unwrap().is_some(), "order-{number}");
    }
    let (counted, _) = store.counted().await.unwrap();
    assert_eq!(counted["all"].uses, i64::try_from(sent).unwrap());
    adds_up(&store).await;
    store.close().await.unwrap();
    drop(server);
}
