node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def measured = mlValidate model: env.DIGEST, modelJob: 'trainer', data: 'german_credit.csv'
  echo "validated ${measured.modelDigest} on ${measured.rows} rows"
}
