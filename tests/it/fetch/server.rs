//! A real HTTP server on loopback that answers as it is told, well or badly, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Asked {
    pub at: Instant,
    /// Path and query.
    pub path: String,
    /// By name in lower case.
    pub headers: BTreeMap<String, String>,
}

impl Asked {
    /// A parameter of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let url = url::Url::parse(&format!("http://a{}", self.path)).unwrap();
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

/// What is sent.
#[derive(Clone)]
pub enum Answer {
    /// A whole answer; `Range`, `If-None-Match` and `If-Modified-Since` are honoured.
    Page { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    /// These bytes, then the end of the connection.
    Bytes(Vec<u8>),
    /// These bytes, then a reset.
    Reset(Vec<u8>),
    /// The head, then bytes without end.
    Endless(Vec<u8>),
    /// The head, then a byte now and then, without end.
    Drip(Vec<u8>),
    /// One after the other; the last one stays.
    Turns(Vec<Answer>),
    /// What a function says.
    Ask(Arc<dyn Fn(&Asked) -> Answer + Send + Sync>),
}

impl Answer {
    pub fn html(body: &str) -> Self {
        Self::typed("text/html; charset=utf-8", body.as_bytes())
    }

    pub fn typed(kind: &str, body: &[u8]) -> Self {
        Self::Page { status: 200, headers: vec![("Content-Type".into(), kind.into())], body: body.to_vec() }
    }

    pub fn status(status: u16) -> Self {
        Self::Page { status, headers: Vec::new(), body: format!("status {status}").into_bytes() }
    }

    pub fn redirect(location: &str) -> Self {
        Self::Page { status: 302, headers: Vec::new(), body: Vec::new() }.with("Location", location)
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Page { headers, .. } = &mut self {
            headers.push((name.into(), value.into()));
        }
        self
    }
}

#[derive(Default)]
struct State {
    answers: BTreeMap<String, Answer>,
    turns: BTreeMap<String, usize>,
    asked: Vec<Asked>,
    at_once: usize,
    most_at_once: usize,
}

/// The server; it lives as long as the test.
#[derive(Clone)]
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    /// A server that knows no page.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), state: Arc::default() };
        let state = server.state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let state = state.clone();
                // A client that is killed or gives up breaks the connection; that is what is tested.
                thread::spawn(move || drop(serve(stream, &state)));
            }
        });
        server
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers a path, with its query or whatever the query.
    pub fn put(&self, path: &str, answer: Answer) {
        self.state.lock().unwrap().answers.insert(path.to_owned(), answer);
    }

    /// Knows a path no more.
    pub fn remove(&self, path: &str) {
        self.state.lock().unwrap().answers.remove(path);
    }

    /// All requests since the last call.
    pub fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }

    /// The most requests that were under way at one time.
    pub fn most_at_once(&self) -> usize {
        self.state.lock().unwrap().most_at_once
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    loop {
        // Looked at and left unread: a connection that is closed so is reset.
        let mut head = vec![0; 16 << 10];
        let started = Instant::now();
        let text = loop {
            let length = stream.peek(&mut head)?;
            let text = String::from_utf8_lossy(&head[..length]).into_owned();
            if text.contains("\r\n\r\n") {
                break text;
            }
            if length == 0 || started.elapsed() > Duration::from_secs(5) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(1));
        };
        let asked = asked(&text);
        let mut answer = {
            let mut state = state.lock().unwrap();
            state.at_once += 1;
            state.most_at_once = state.most_at_once.max(state.at_once);
            state.asked.push(asked.clone());
            let bare = asked.path.split('?').next().unwrap_or_default().to_owned();
            let found = state.answers.get(&asked.path).or_else(|| state.answers.get(&bare)).cloned();
            let turn = state.turns.entry(asked.path.clone()).or_default();
            *turn += 1;
            match found {
                Some(Answer::Turns(answers)) => answers[(*turn - 1).min(answers.len() - 1)].clone(),
                Some(answer) => answer,
                None => Answer::status(404),
            }
        };
        if let Answer::Ask(ask) = answer {
            answer = ask(&asked);
        }
        if !matches!(answer, Answer::Reset(_)) {
            stream.read_exact(&mut head[..text.find("\r\n\r\n").unwrap() + 4])?;
        }
        let sent = send(&mut stream, &asked, answer);
        state.lock().unwrap().at_once -= 1;
        if !sent? {
            return Ok(());
        }
    }
}

fn asked(text: &str) -> Asked {
    let mut lines = text.lines();
    let path = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    Asked { at: Instant::now(), path, headers: lines.map_while(header).collect() }
}

/// Sends an answer. True if the connection is kept.
fn send(stream: &mut TcpStream, asked: &Asked, answer: Answer) -> std::io::Result<bool> {
    match answer {
        Answer::Page { status, headers, body } => {
            stream.write_all(&page(asked, status, &headers, &body))?;
            return Ok(true);
        }
        Answer::Bytes(bytes) | Answer::Reset(bytes) => stream.write_all(&bytes)?,
        Answer::Endless(head) => {
            stream.write_all(&head)?;
            loop {
                stream.write_all(&[b'x'; 4096])?;
            }
        }
        Answer::Drip(head) => {
            stream.write_all(&head)?;
            loop {
                stream.write_all(b"x")?;
                thread::sleep(Duration::from_millis(50));
            }
        }
        Answer::Turns(_) | Answer::Ask(_) => unreachable!("these become an answer before they are sent"),
    }
    Ok(false)
}

fn page(asked: &Asked, status: u16, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let own = |name: &str| headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    let is_same = |condition: &str, name: &str| asked.headers.get(condition).is_some_and(|value| Some(value.as_str()) == own(name));
    let range = asked.headers.get("range").and_then(|range| {
        let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
        body.get(first.parse().ok()?..last.parse::<usize>().ok()? + 1)
    });
    let (status, body) = match range {
        _ if is_same("if-none-match", "ETag") || is_same("if-modified-since", "Last-Modified") => (304, &[][..]),
        Some(part) => (206, part),
        None => (status, body),
    };
    let mut text = format!("HTTP/1.1 {status} X\r\n");
    if status != 304 {
        text += &format!("Content-Length: {}\r\n", body.len());
    }
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    [(text + "\r\n").as_bytes(), body].concat()
}
