package sockapi_test

import (
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

func TestReaderOfCode(t *testing.T) {
	for says, names := range map[string]string{
		"unsaid":   "Config Endpoint Options Store http Run",
		"connects": "ClientConfig HTTPClient otlpexporter kafkaDialer Upstreams. redisscraper",
		"listens":  "ServerConfig HTTPServer otlpreceiver ListenAddr BindAddress net.Listener ServerForClient",
	} {
		for name := range strings.FieldsSeq(names) {
			if got := sockapi.ReaderOfCode(strings.TrimSuffix(name, "s.")); got != readers[says] {
				t.Errorf("ReaderOfCode(%q) = %d, want %s", name, got, says)
			}
		}
	}
	for method, want := range map[string]bool{"Start": true, "ListenAndServe": true, "RunServer": true, "Restart": false, "Create": false, "Shutdown": false} {
		if got := sockapi.IsStarting(method); got != want {
			t.Errorf("IsStarting(%q) = %v, want %v", method, got, want)
		}
	}
}
