"""The pods of deploy/kubernetes.yaml for one machine.

    pods.py ENDPOINT BUCKET PORT...   A pod for each port of 127.0.0.1, as YAML to standard output: the
                      pod of the manifest but for what a cluster would add. Their image is `localhost/chengbao`; names
                      of secrets stay; probes are left to who asks, for podman puts them into the container, where
                      nothing speaks HTTP.
"""

import sys

import yaml

endpoint, bucket, *ports = sys.argv[1:]
with open("deploy/kubernetes.yaml", encoding="utf-8") as manifest:
    deployment = next(yaml.safe_load_all(manifest))
pods = []
for number, port in enumerate(ports):
    pod = yaml.safe_load(yaml.safe_dump(deployment["spec"]["template"]))
    spec = pod["spec"]
    (container,) = spec["containers"]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container.pop(probe)["httpGet"]["path"] in ("/livez", "/readyz")
    container["image"] = "localhost/chengbao:latest"
    container["imagePullPolicy"] = "Never"
    container["ports"] = [{"containerPort": 8080, "hostPort": int(port), "hostIP": "127.0.0.1"}]
    args = container["args"]
    (store,) = [arg for arg in args if arg.startswith("--store=")]
    args[args.index(store)] = f"--store=s3://{bucket}/trial"
    (address,) = [variable for variable in container["env"] if variable["name"] == "AWS_ENDPOINT_URL"]
    address["value"] = endpoint
    container["env"].append({"name": "AWS_ALLOW_HTTP", "value": "true"})
    for volume in spec["volumes"]:
        if "secret" in volume:
            # podman stops over what Kubernetes takes for false.
            volume["secret"]["optional"] = False
        else:
            # podman gives the same folder to all pods whose volumes have one name.
            own_name = f"chengbao-trial-{number}-{volume['name']}"
            for mount in container["volumeMounts"]:
                if mount["name"] == volume["name"]:
                    mount["name"] = own_name
            volume["name"] = own_name
    pods.append({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": f"chengbao-trial-{number}"}, "spec": spec})
yaml.safe_dump_all(pods, sys.stdout)
