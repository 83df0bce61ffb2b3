mlDeploy manifests: 'deployment.yaml', targets: [[namespace: 'bank']]
