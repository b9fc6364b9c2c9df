package sockapi_test

import (
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

func TestPrograms(t *testing.T) {
	for name, want := range map[string]bool{
		"curl": true, "/usr/bin/curl": true, `C:\Windows\System32\curl.exe`: true, "redis-cli": true,
		"": false, "curl-server": false, "redis-server": false, "kubectl": false, "ssh": false,
	} {
		if got := sockapi.IsClient(name); got != want {
			t.Errorf("IsClient(%q) = %v, want %v", name, got, want)
		}
	}
	for arg, want := range map[string]bool{
		"--upstream": true, "-connect": true, "--target=http://x": true, "--proxy": true,
		"": false, "connect": false, "--proxy-listen": false, "--port": false, "--connect-timeout": false,
	} {
		if got := sockapi.IsDialFlag(arg); got != want {
			t.Errorf("IsDialFlag(%q) = %v, want %v", arg, got, want)
		}
	}
	for name, want := range map[string]bool{"HTTP_PROXY": true, "https_proxy": true, "PROXY_ADDR": false, "NO_PROXY": false, "": false} {
		if got := sockapi.IsProxyVariable(name); got != want {
			t.Errorf("IsProxyVariable(%q) = %v, want %v", name, got, want)
		}
	}
}
