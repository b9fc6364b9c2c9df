package long

import (
	"net"
	"testing"
)

// That is for a strict check: it is so on macOS only.
func TestWithANameThatSaysAllThereIsToSayAboutWhatIsTestedHereAndMore(t *testing.T) {
	net.Listen("unix", t.TempDir()+"/server.sock")
}
