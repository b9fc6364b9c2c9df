package sockapi_test

import (
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

func TestPrograms(t *testing.T) {
	for command, want := range map[string]bool{
		"curl": true, "/usr/bin/curl": true, `C:\Windows\System32\curl.exe`: true, "redis-cli -p": true,
		"": false, "curl-server": false, "redis-server": false, "socat": false,
		"nc -z localhost": true, "nc -l": false, "nc -lk": false, "ncat --listen": false, "nc": false,
		"ssh -p": true, "ssh -L": false, "ssh": false, "kubectl get": true, "kubectl port-forward": false, "kubectl": false,
		"openssl s_client -connect": true, "openssl s_server -accept": false,
		"timeout 5s curl -s": true, "env -i A=b psql": true, "sudo app": false, "timeout 5": false, "sudo nc -l": false,
		"vault status": true, "vault server": false,
	} {
		words := strings.Fields(command + " ")
		if len(words) == 0 {
			words = []string{""}
		}
		if got := sockapi.IsClient(words[0], words[1:]); got != want {
			t.Errorf("IsClient(%q) = %v, want %v", command, got, want)
		}
	}
	if !sockapi.IsDialFlag("/usr/bin/ssh", "-p") || sockapi.IsDialFlag("sshd", "-p") || sockapi.IsDialFlag("docker", "-p") {
		t.Error("-p is a flag of ssh for the port that it connects to, and of others for one that they bind")
	}
}

func TestSweptNames(t *testing.T) {
	for command, want := range map[string]string{
		"rm -rf /tmp/x*":                                     "x*",
		"rm -f -r -- /tmp/x-* /var/tmp/y*/":                  "x-* y*",
		"cd / && rm --recursive $TMPDIR/x*; rm -r /tmp/y":    "x* y",
		`rm -rf "${TMPDIR:-/tmp}"/x* || true`:                "x*",
		"find /tmp -maxdepth 1 -name 'x*' -exec rm -rf {} +": "x*",
		`find "$TMPDIR" -name "x*" -print | xargs rm -r`:     "x*",
		"rm -f /tmp/x*":                                      "",
		`rm -rf "/tmp/x*"`:                                   "",
		"rm -rf /tmp/x*/sock /tmp/y/z* x* /var/x*":           "",
		"echo /tmp/x*; rm -rf build":                         "",
		"ls /tmp/x* | rm -rf y":                              "",
		"find /tmp -name 'x*' -print":                        "",
		"find build -name 'x*' -exec rm -rf {} +":            "",
		"find /tmp -name 'x*' -print; rm -rf build":          "",
		"": "",
	} {
		if got := strings.Join(sockapi.SweptNames(command), " "); got != want {
			t.Errorf("SweptNames(%q) = %q, want %q", command, got, want)
		}
	}
}

// readers are what names and texts say of who reads the address.
var readers = map[string]sockapi.Reader{"unsaid": sockapi.Unsaid, "listens": sockapi.Listens, "connects": sockapi.Connects, "uses": sockapi.Uses}

func TestReaderOfName(t *testing.T) {
	for says, names := range map[string]string{
		"unsaid": `PORT ADDR --addr --port --http -p --host HOST_PORT SERVER_ADDR --server-port --server.port PROXY_ADDR APP_ADDR
			METRICS_PORT --remote-debugging-port --connect-timeout PEER_PORT PEER_ADDR BACKEND_PORT SMTP_PORT --grpc-addr upstreamer`,
		"listens": `--listen --listen-address BIND_ADDR --bindAddr --listen-client-urls --advertise-client-urls ListenAddr
			--initial-advertise-peer-urls --health-probe-bind-address LISTEN_URL HTTPListen --web.listen-address ASPNETCORE_URLS
			Receivers.OTLP.Endpoint --serve-url --redirect-uri PUBLIC_URL UPSTREAM_LISTEN_ADDR`,
		"connects": `--server -server --broker-url --upstream --upstream-addr UPSTREAM_ADDR UPSTREAM_PORT TARGET --target-host --connect
			OTEL_EXPORTER_OTLP_ENDPOINT --endpoints APIEndpoint BaseURL BASE_URLs --cluster.peer --peer PEERS --join HTTP_PROXY https_proxy --proxy
			VAULT_ADDR DOCKER_HOST DATABASE_URL REDIS_URI Backend BACKEND_ADDR bootstrap.servers --backend-addr remote_addr`,
		"uses": `REDIS_ADDR DB_HOST DB_PORT --postgres-port PGPORT MYAPP_KAFKA_BROKER BROKER_ADDR KafkaAddrs --redis Mongo.Host --broker-port`,
	} {
		for name := range strings.FieldsSeq(names) {
			if got := sockapi.ReaderOfName(name); got != readers[says] {
				t.Errorf("ReaderOfName(%q) = %d, want %s", name, got, says)
			}
		}
	}
}

func TestNamesNobody(t *testing.T) {
	for name, want := range map[string]bool{
		"DeadAddr": true, "ClosedPort": true, "UnreachableEndpoint": true, "AddrOfNobody": true, "RefusedURL": true,
		"FreePort": false, "UnusedAddr": false, "DeadlineAddr": false, "EnclosedPort": false, "Addr": false, "": false,
	} {
		if got := sockapi.NamesNobody(name); got != want {
			t.Errorf("NamesNobody(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestReaderOfText(t *testing.T) {
	for says, texts := range map[string][]string{
		"unsaid": {
			"", "PORT=", "--port=", "port: ", `{"port":`, "--addr=localhost:", "127.0.0.1:", "tcp://", "--addr=tcp://127.0.0.1:",
			"app -p ", "nc -l ", "listening on ", "server: {\n  addr: ", "web:\n  port: ", "grpc://", `addr: ":`, "nc -kl 127.0.0.1 ",
		},
		"listens": {
			"LISTEN=", "--listen=http://", "--listen-client-urls=http://127.0.0.1:", "listen ", "http {\n  server {\n    listen 127.0.0.1:",
			"receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: ", `{"listeners": [{"url": "http://`, "bind = \"", "[listener]\naddr = \"",
		},
		"connects": {
			"http://", "http://localhost:", "postgres://user:pw@", "amqp://guest:guest@%s:", "get http://", "endpoint: http://", "endpoint: ",
			`{"endpoint": "`, "upstream:\n  addr: ", `{"upstream": {"addr": "`, "--connect=tcp://", "upstreams:\n  - ", "--server ", "a b --server=localhost:",
			"curl -s ", "sleep 1; redis-cli -p ", "nc -z localhost ", "user:pw@tcp(", "user:pw@tcp(localhost:", "host=localhost port=", "exec psql -p ",
			"upstream app {\n  server 127.0.0.1:", "[upstream]\naddr = \"", "exporters:\n  otlp:\n    endpoint: ", `endpoint: "localhost:`, `endpoint: ":`,
			"nats://", "mongodb://a:1,", "redis://:secret@127.0.0.1:", "ws://", "HTTP_PROXY=", "://", "%s://", "dns:///", "--api=%s://localhost:",
		},
		"uses": {"REDIS_ADDR=", "DB_PORT=", "redis:\n  addr: ", "[redis]\nport = ", `"db_port":`, "KAFKA_BROKER=localhost:"},
	} {
		for _, text := range texts {
			if got := sockapi.ReaderOfText(text); got != readers[says] {
				t.Errorf("ReaderOfText(%q) = %d, want %s", text, got, says)
			}
		}
	}
}

func TestReaderWithin(t *testing.T) {
	for says, texts := range map[string][][2]string{
		"listens": {
			{"http://localhost:", "%d {\n\trespond ok\n}"}, {"https://", "%s {\n"}, {"", "%s {"}, {"{\n\tadmin off\n}\n\nhttp://127.0.0.1:", "%[1]d {\n"},
			{"http://localhost:", "{{.Port}} {\n"}, {"http://localhost:", "%d/api/* {\n"}, {"http://localhost:", "%d, http://example.com {\n"},
			{"http://example.com, http://localhost:", "%d {\n"},
		},
		"connects": {
			{"http://localhost:", "%d"}, {"http://localhost:", "%d\n"}, {"http://localhost:", "%d{"}, {"get http://localhost:", "%d {\n"},
			{"http://example.com {\n\treverse_proxy http://localhost:", "%d {\n"}, {"upstream ", "%s {\n"}, {`{"a": "http://localhost:`, "%d\"} {\n"},
			{"http://localhost:", "%d {json}"},
		},
		"unsaid": {{"", "%s"}, {"a: ", "%s {\n"}, {"", ""}},
	} {
		for _, text := range texts {
			if got := sockapi.ReaderWithin(text[0], text[1]); got != readers[says] {
				t.Errorf("ReaderWithin(%q, %q) = %d, want %s", text[0], text[1], got, says)
			}
		}
	}
}
