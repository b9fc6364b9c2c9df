package text

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"

	jsoniter "github.com/json-iterator/go"
	gotomlv2 "github.com/pelletier/go-toml/v2"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/BurntSushi/toml"
	"github.com/phayes/freeport"
	gopkgyamlv3 "gopkg.in/yaml.v3"
	sigsyaml "sigs.k8s.io/yaml"
)

// The server is there while the file says where.
func held(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	data, err := gopkgyamlv3.Marshal(config{Listen: l.Addr().String()})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// What is written is another configuration.
func otherConfig(name string) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	dead := config{Port: port}
	if data, err := gopkgyamlv3.Marshal(dead); err != nil || len(data) == 0 {
		return err
	}
	data, err := gopkgyamlv3.Marshal(config{Port: 8080})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// What comes back is dialled.
func dialled() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	var c config
	if err := sigsyaml.Unmarshal([]byte("listen: 127.0.0.1:"+strconv.Itoa(port)), &c); err != nil {
		return err
	}
	conn, err := net.Dial("tcp", c.Listen)
	if err != nil {
		return err
	}
	return conn.Close()
}

// A buffer is no file.
func compared(want string) (bool, error) {
	port, err := freeport.GetFreePort()
	if err != nil {
		return false, err
	}
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(config{Port: port}); err != nil {
		return false, err
	}
	return b.String() == want, nil
}

// The port that is bound is a constant of the text.
func constant() (net.Listener, error) {
	var c config
	if _, err := toml.Decode("listen = ':8080'", &c); err != nil {
		return nil, err
	}
	return net.Listen("tcp", c.Listen)
}

// The same for other encodings: whoever reads the file finds the server.

func heldSigsYAML(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	data, err := sigsyaml.Marshal(map[string]string{"listen": l.Addr().String()})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func heldTOML(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	data, err := toml.Marshal(config{Port: l.Addr().(*net.TCPAddr).Port})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func heldGoTOML(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	data, err := gotomlv2.Marshal(config{Port: l.Addr().(*net.TCPAddr).Port})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func heldJSON(name string) error {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	data, err := jsoniter.MarshalIndent(map[string]any{"server": s.URL}, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func heldProto(name string) error {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	data, err := proto.Marshal(&wrapperspb.StringValue{Value: s.URL})
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func heldProtoJSON(name string) error {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	return os.WriteFile(name, []byte(protojson.Format(&wrapperspb.StringValue{Value: s.URL})), 0o600)
}

// Text that nobody but this function reads.

func printed() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	data, err := gopkgyamlv3.Marshal(config{Port: port})
	if err != nil {
		return err
	}
	fmt.Println(string(data))
	return nil
}

func measured() (int, error) {
	port, err := freeport.GetFreePort()
	if err != nil {
		return 0, err
	}
	data, err := proto.Marshal(&wrapperspb.Int64Value{Value: int64(port)})
	return len(data), err
}

func dialledAfterJSON() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	data, err := jsoniter.Marshal(config{Listen: fmt.Sprintf("127.0.0.1:%d", port)})
	if err != nil {
		return err
	}
	var c config
	if err := jsoniter.Unmarshal(data, &c); err != nil {
		return err
	}
	_, err = net.Dial("tcp", c.Listen)
	return err
}

func dialledAfterTOML() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	var c config
	if err := gotomlv2.Unmarshal(fmt.Appendf(nil, "listen = '127.0.0.1:%d'", port), &c); err != nil {
		return err
	}
	_, err = net.Dial("tcp", c.Listen)
	return err
}

// Another value of the same type is written.
func otherProto(name string) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	dead := &wrapperspb.Int64Value{Value: int64(port)}
	if proto.Equal(dead, &wrapperspb.Int64Value{Value: 80}) {
		return nil
	}
	return os.WriteFile(name, []byte(prototext.Format(&wrapperspb.Int64Value{Value: 8080})), 0o600)
}
