// Package text puts ports into the text of configurations, which somebody else
// reads, and gets them out again.
package text

import (
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/BurntSushi/toml"
	goccyyaml "github.com/goccy/go-yaml"
	oldproto "github.com/golang/protobuf/proto"
	jsoniter "github.com/json-iterator/go"
	gotoml "github.com/pelletier/go-toml"
	gotomlv2 "github.com/pelletier/go-toml/v2"
	"github.com/phayes/freeport"
	yamlv2 "go.yaml.in/yaml/v2"
	yamlv3 "go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"
	gopkgyamlv2 "gopkg.in/yaml.v2"
	gopkgyamlv3 "gopkg.in/yaml.v3"
	sigsyaml "sigs.k8s.io/yaml"
)

type config struct {
	Listen string
	Port   int
}

func yamlMarshalV3(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := gopkgyamlv3.Marshal(config{Port: port})
	os.WriteFile(name, data, 0o600)
}

func yamlMarshalV2(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := gopkgyamlv2.Marshal(&config{Port: port})
	os.WriteFile(name, data, 0o600)
}

func yamlMap(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := yamlv3.Marshal(map[string]any{"server": map[string]any{"port": port}})
	os.WriteFile(name, data, 0o600)
}

func yamlOrgV2(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := yamlv2.Marshal(&config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func sigsYAML(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := sigsyaml.Marshal(&config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func goccyYAML(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := goccyyaml.Marshal(&config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func tomlMarshal(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := toml.Marshal(&config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func goTOML(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := gotoml.Marshal(config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func goTOMLv2(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := gotomlv2.Marshal(config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func jsonIterator(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := jsoniter.Marshal(config{Listen: fmt.Sprintf(":%d", port)})
	os.WriteFile(name, data, 0o600)
}

func jsonIteratorCompatible(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	json := jsoniter.ConfigCompatibleWithStandardLibrary
	data, _ := json.MarshalIndent(config{Listen: fmt.Sprintf(":%d", port)}, "", "  ")
	os.WriteFile(name, data, 0o600)
}

func protoJSON(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := protojson.Marshal(&wrapperspb.Int64Value{Value: int64(port)})
	os.WriteFile(name, data, 0o600)
}

func protoText(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data := prototext.Format(&wrapperspb.Int64Value{Value: int64(port)})
	os.WriteFile(name, []byte(data), 0o600)
}

func protoBinary(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := proto.Marshal(&wrapperspb.Int64Value{Value: int64(port)})
	os.WriteFile(name, data, 0o600)
}

func oldProtoBinary(name string) {
	port, _ := freeport.GetFreePort() // want `handed to os.WriteFile`
	data, _ := oldproto.Marshal(&wrapperspb.Int64Value{Value: int64(port)})
	os.WriteFile(name, data, 0o600)
}

func oldProtoRead() {
	port, _ := freeport.GetFreePort() // want `handed to http.ListenAndServe`
	data, _ := oldproto.Marshal(&wrapperspb.Int64Value{Value: int64(port)})
	var v wrapperspb.Int64Value
	oldproto.Unmarshal(data, &v)
	http.ListenAndServe(fmt.Sprintf("localhost:%d", v.Value), nil)
}

func roundTrip() (net.Listener, error) {
	port, err := freeport.GetFreePort() // want `handed to net.Listen`
	if err != nil {
		return nil, err
	}
	data, err := gopkgyamlv3.Marshal(config{Listen: fmt.Sprintf(":%d", port)})
	if err != nil {
		return nil, err
	}
	var c config
	if err := gopkgyamlv3.Unmarshal(data, &c); err != nil {
		return nil, err
	}
	return net.Listen("tcp", c.Listen)
}

func parsed() (net.Listener, error) {
	port, err := freeport.GetFreePort() // want `handed to net.Listen`
	if err != nil {
		return nil, err
	}
	var c config
	if _, err := toml.Decode(fmt.Sprintf("listen = ':%d'", port), &c); err != nil {
		return nil, err
	}
	return net.Listen("tcp", c.Listen)
}
